@echo off
chcp 65001 >nul
pushd "%~dp0"
set "python={1}"
if not exist "%python%" set "python=py"
where /q pccreport
if not errorlevel 1 (pccreport {0}) else ("%python%" {2} {0})
pause
