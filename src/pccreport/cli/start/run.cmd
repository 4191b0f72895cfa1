@echo off
chcp 65001 >nul
pushd "%~dp0"
where /q pccreport
if not errorlevel 1 (pccreport {0}) else ({1} {0})
pause
