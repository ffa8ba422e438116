// Builds what the browser needs into build/assets: node client/build.mjs [OUTPUT-FOLDER]
//   app.js early.js app.css icons.svg mark.svg   every page
//   map.js map.css                              pages with a map
//   passkeys.js                                 sign-in and the page of one's own security
//   phone.js phone-*.js sw.js words.json        the phone's own pages, their worker, the texts that they say
//   phone.json                                  which of phone-*.js it needs at once, and which screens come later
//   icon-*.png                                  the mark for home screens
// Tabler's style sheet is purged to the classes that templates, Python and client code name; ours follows it whole,
// client/css/*.css in the order of their names.
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { build, transform } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { PurgeCSS } from "purgecss";

const client = dirname(fileURLToPath(import.meta.url));
const top = dirname(client);
const output = resolve(process.argv[2] ?? join(top, "build", "assets"));
const target = ["chrome100", "safari15.4", "firefox100"];

// Sizes that a page may weigh on a phone's line, gzip bytes.
const FIRST_PAGE_LIMIT = 110 * 1024;
const FIRST_PAGE = ["app.js", "early.js", "app.css"];
const PHONE_LIMIT = 49 * 1024; // of what it needs at once: a second on a slow line, once; afterwards it lies on the phone

/** The screens' templates without the indentation of the source, which lit-html would carry to every phone. */
const unindented = {
  name: "unindented",
  setup(plugged) {
    plugged.onLoad({ filter: /src[\\/]phone[\\/].*\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      return { contents: code.replace(/\n[ \t]+/g, "\n"), loader: "ts" };
    });
  },
};

const SHARED = {
  bundle: true,
  minify: true,
  target,
  legalComments: "none",
  loader: { ".png": "dataurl" },
  logLevel: "warning",
  plugins: [unindented],
};

async function scripts(folder) {
  const entryPoints = ["early", "app", "map", "passkeys", "sw"].map((name) => join(client, "src", `${name}.ts`));
  await build({ ...SHARED, entryPoints, outdir: folder, format: "iife" });
}

/** The phone's page in files: what it opens with, and the screens that come after that. Each file is named by what is in
 * it, so that a page goes on with the files it began with while a newer release lies beside them. */
async function phone(folder) {
  const { metafile } = await build({
    ...SHARED,
    entryPoints: [{ in: join(client, "src/phone/app.ts"), out: "phone" }],
    outdir: folder,
    format: "esm",
    splitting: true,
    chunkNames: "phone-[hash]",
    metafile: true,
  });
  const made = new Map(Object.entries(metafile.outputs).map(([path, { imports }]) => [basename(path), imports]));
  const first = new Set(["phone.js"]);
  for (const name of first) {
    for (const one of made.get(name)) if (one.kind === "import-statement") first.add(basename(one.path));
  }
  const later = [...made.keys()].filter((name) => !first.has(name));
  await writeFile(join(folder, "phone.json"), JSON.stringify({ first: [...first].slice(1), later }));
}

async function tabler() {
  const [found] = await new PurgeCSS().purge({
    css: [{ raw: await readFile(join(top, "node_modules/@tabler/core/dist/css/tabler.css"), "utf8") }],
    content: ["fieldday/**/*.html", "fieldday/**/*.py", "client/src/**/*.ts"].map((glob) => join(top, glob)),
    // A class may stand beside template tags: class="badge{% if late %} bg-red-lt{% endif %}".
    defaultExtractor: (text) => text.match(/[A-Za-z][\w:/-]*/g) ?? [],
    safelist: {
      standard: ["html", "body", "show", "active", "disabled", "collapsed", "fade", "is-invalid", "was-validated"],
      // The colours that carry meaning, wherever code picks one: bg-{{ colour }}-lt.
      deep: [/^(bg|text|btn|status|alert)-(green|red|yellow|blue|azure|orange|success|danger|warning|info|primary|secondary)(-lt)?$/],
      greedy: [/^htmx-/],
    },
    // Elements and attributes that browsers make or that no class names.
    dynamicAttributes: ["data-bs-theme", "aria-current", "aria-selected", "open", "hidden", "disabled", "type"],
    keyframes: true,
    fontFace: true,
  });
  return found.css;
}

async function styles(folder) {
  const own = (await readdir(join(client, "css"))).filter((name) => name.endsWith(".css")).sort();
  const parts = await Promise.all(own.map((name) => readFile(join(client, "css", name), "utf8")));
  const { code } = await transform([await tabler(), ...parts].join("\n"), { loader: "css", minify: true, target });
  await writeFile(join(folder, "app.css"), code);
}

async function icons(folder) {
  const names = (await readFile(join(client, "icons.txt"), "utf8")).split("\n").filter((line) => /^[a-z]/.test(line));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const file = join(top, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
      const svg = await readFile(file, "utf8").catch(() => {
        throw new Error(`client/icons.txt: Tabler has no icon named ${name}`);
      });
      const drawing = svg
        .replace(/<!--[\s\S]*?-->/g, "")
        .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
        .replace(/<path stroke="none"[^>]*\/>/, "")
        .replace(/\s*\n\s*/g, "");
      return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
    }),
  );
  const paint = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  await writeFile(
    join(folder, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg" ${paint}>\n${symbols.join("\n")}\n</svg>\n`,
  );
}

/** The mark as pictures for home screens: with its round corners, and filling the square for systems that cut it. */
async function pictures(folder) {
  await initWasm(readFile(join(top, "node_modules/@resvg/resvg-wasm/index_bg.wasm")));
  const mark = await readFile(join(client, "mark.svg"), "utf8");
  const square = mark.replace('rx="8"', 'rx="0"');
  // What a system may cut off lies outside four fifths of the width.
  const inside = square.replace("<g ", '<g transform="translate(4 4) scale(.75)" ');
  if (square === mark || inside === square) throw new Error("client/mark.svg is drawn otherwise than the pictures of it expect");
  const wanted = { "icon-192": [mark, 192], "icon-512": [mark, 512], "icon-maskable-512": [inside, 512], "icon-touch-180": [square, 180] };
  for (const [name, [svg, width]] of Object.entries(wanted)) {
    const png = new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng();
    await writeFile(join(folder, `${name}.png`), png);
  }
}

/** The texts of the phone's screens, t("…"), for the server to translate. */
async function words(folder) {
  const files = await readdir(join(client, "src/phone"), { recursive: true });
  const said = new Set();
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const code = await readFile(join(client, "src/phone", file), "utf8");
    for (const [, text] of code.matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*")/g)) said.add(JSON.parse(text));
  }
  await writeFile(join(folder, "words.json"), JSON.stringify([...said].sort()));
}

async function report(folder) {
  let first = 0;
  let phones = 0;
  const atOnce = ["phone.js", ...JSON.parse(await readFile(join(folder, "phone.json"), "utf8")).first];
  for (const name of (await readdir(folder)).sort()) {
    const raw = await readFile(join(folder, name));
    const packed = gzipSync(raw, { level: 9 }).length;
    if (FIRST_PAGE.includes(name)) first += packed;
    if (atOnce.includes(name)) phones += packed;
    console.error(`  ${name.padEnd(17)} ${(raw.length / 1024).toFixed(1).padStart(7)} KiB ${(packed / 1024).toFixed(1).padStart(6)} gzip`);
  }
  console.error(`  first page ${(first / 1024).toFixed(1)} KiB gzip, without map and icons`);
  console.error(`  the phone's page ${(phones / 1024).toFixed(1)} KiB gzip, its scripts alone`);
  if (phones > PHONE_LIMIT) throw new Error(`the phone's page weighs more than ${PHONE_LIMIT / 1024} KiB`);
  if (first > FIRST_PAGE_LIMIT) throw new Error(`the first page weighs more than ${FIRST_PAGE_LIMIT / 1024} KiB`);
}

// Into a folder beside it first, so that a server never finds half a build.
const fresh = `${output}.new`;
await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
await Promise.all([scripts(fresh), phone(fresh), styles(fresh), icons(fresh), words(fresh), pictures(fresh), copyFile(join(client, "mark.svg"), join(fresh, "mark.svg"))]);
await report(fresh);
await rm(output, { recursive: true, force: true });
await rename(fresh, output);
console.error(`built ${relative(top, output)}`);
