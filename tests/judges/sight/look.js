// Shows XHTML pages in one Chromium: reads a line of JSON for each, and writes one with what is seen of it.
// A request is {"path": …}; the answer {"picture": digest, "text": …, "tree": …} or {"error": …}.
const puppeteer = require("puppeteer-core");
const crypto = require("crypto");
const readline = require("readline");

const WIDTH = 500;
const TALLEST = 12000;
const ARGUMENTS = ["--no-sandbox", "--allow-file-access-from-files", "--disable-gpu", "--hide-scrollbars",
  "--force-color-profile=srgb", "--disable-background-networking", "--disable-component-update"];

const value = (one) => (one && one.value !== undefined ? one.value : null);

// The accessibility tree as it is heard: role, name, description and properties, in order and depth.
async function heard(session) {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  (function walk(id, depth) {
    const node = byId.get(id);
    if (!node) return;
    const role = value(node.role);
    let inner = depth;
    if (!node.ignored && role !== "InlineTextBox") {
      const said = (node.properties || []).map((one) => [one.name, value(one.value)]);
      lines.push(JSON.stringify([depth, role, value(node.name), value(node.description), value(node.value), said]));
      inner += 1;
    }
    for (const child of node.childIds || []) walk(child, inner);
  })(nodes[0].nodeId, 0);
  return lines.join("\n");
}

async function seen(page, session, path) {
  await page.goto(`file://${path}`, { waitUntil: "load", timeout: 20000 });
  const [text, high] = await page.evaluate(() => {
    const root = document.documentElement;
    const links = [...document.querySelectorAll("[href]")].map((one) => one.getAttribute("href"));
    const tongues = [...document.querySelectorAll("[lang]")].map((one) => one.lang);
    return [[document.title, root.innerText || root.textContent, links.join(" "), tongues.join(" ")].join("\n"),
      root.scrollHeight];
  });
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.max(1, Math.min(TALLEST, high)) };
  const picture = await page.screenshot({ clip, captureBeyondViewport: true, optimizeForSpeed: true });
  return {
    picture: crypto.createHash("sha256").update(picture).digest("hex").slice(0, 16),
    text,
    tree: await heard(session),
  };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.argv[2], args: ARGUMENTS, headless: true });
  const page = await browser.newPage();
  page.on("dialog", (one) => one.dismiss());
  await page.setViewport({ width: WIDTH, height: 700 });
  const session = await page.createCDPSession();
  await session.send("Accessibility.enable");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line) break;
    let answer;
    try {
      answer = await seen(page, session, JSON.parse(line).path);
    } catch (error) {
      answer = { error: String(error.message).split("\n")[0] };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await browser.close();
  process.exit(0);
})();
