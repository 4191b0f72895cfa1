// What axe-core finds in pages, in light and dark, on a telephone and on a desk.
// node axe.cjs BROWSER PAGE ...: a line of JSON for each look at a page.
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(browser, file, scheme, width) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setBypassCSP(true); // for axe alone: the page forbids all scripts
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`file://${file}`);
  const requests = asked.slice(1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
  await page.close();
  const violations = found.violations.map((each) => [
    each.id,
    ...each.nodes.map((node) => node.html.slice(0, 200)),
  ]);
  return { scheme, width, wide, requests, violations, passes: found.passes.length };
}

(async () => {
  const [executablePath, ...files] = process.argv.slice(2);
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  const browser = await puppeteer.launch({ executablePath, args });
  for (const file of files) {
    for (const scheme of ["light", "dark"]) {
      for (const width of [320, 1280]) {
        const seen = await look(browser, file, scheme, width);
        console.log(JSON.stringify({ file, ...seen }));
      }
    }
  }
  await browser.close();
})();
