#!/usr/bin/env node
// Every page of a built site in a real browser: what readers need, checked before it is published.
//
//   npm ci
//   node check.mjs [FOLDER] [--only PATTERN] [--shots DIR]
//
//   FOLDER          the built site (default: output/ of this repository)
//   --only PATTERN  only the pages whose path matches this regular expression
//   --shots DIR     one picture of each page at 1280 px, in light and dark, and at 360 px
//
// It needs a Chromium (in PATH, or CHROMIUM=/path/to/chromium) and a Java runtime for the Nu HTML checker.
// Exit 0: nothing to say. 1: a page is at fault. 2: the check itself cannot work.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { Unable, addressOf, decoded, fileAt, filesOf, findPackages, launch, serve } from './site.mjs';

const WORKERS = 2;

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What a page may cost its reader on the first view; bytes are counted after gzip.
const BUDGET = {
  entry: { bytes: 100_000, requests: 8 },
  list: { bytes: 150_000, requests: 15 },
  style: 15_000,
  script: 15_000,
  nodes: { caseStudy: 350, page: 600, long: 800 },
};

// ------------------------------------------------------------------ the site

const PACKED = /\.(html|css|m?js|json|geojson|xml|svg|txt|csv|webmanifest)$/;

/** What a file weighs on its way to the reader. */
function weightOf(site, file) {
  if (!site.weights.has(file)) {
    const bytes = fs.readFileSync(path.join(site.folder, file));
    site.weights.set(file, PACKED.test(file) ? gzipSync(bytes, { level: 6 }).length : bytes.length);
  }
  return site.weights.get(file);
}

/** What the HTML of each page says before any script runs: title, links, anchors. */
async function readPages(site, browser) {
  const page = await browser.newPage();
  const read = (html) => {
    const doc = new DOMParser().parseFromString(html, 'text/html');
    const all = (selector, name) => [...doc.querySelectorAll(selector)].map((e) => e.getAttribute(name));
    const sets = all('[srcset]', 'srcset').flatMap((set) => set.split(/,\s+/).map((part) => part.trim().split(/\s+/)[0]));
    return {
      title: doc.title.trim(),
      classes: [...doc.body.classList],
      redirect: doc.querySelector('meta[http-equiv=refresh i]') !== null,
      scripts: [...doc.scripts].filter((s) => !/json/.test(s.type)).length,
      scripted: [...doc.scripts].some((s) => !/json/.test(s.type)) || /\son[a-z]+\s*=/i.test(html),
      links: [...all('[href]', 'href'), ...all('[src]', 'src'), ...sets],
      anchors: [...all('[id]', 'id'), ...all('a[name]', 'name')],
    };
  };
  const pages = [];
  for (const file of [...site.files].filter((name) => name.endsWith('.html'))) {
    pages.push({ file, ...(await page.evaluate(read, fs.readFileSync(path.join(site.folder, file), 'utf8'))) });
  }
  await page.close();
  return pages;
}

// ---------------------------------------------------------------- the report

/** Each check of each page, passed or failed, and the faults it found. */
function newReport() {
  const faults = new Map();
  return {
    passed: 0,
    failed: 0,
    undecided: new Map(),
    /** One check of one page: it passes when it found no fault. */
    add(page, check, found) {
      if (found.length === 0) this.passed += 1;
      else this.failed += 1;
      for (const fault of new Set(found)) {
        const key = `${check}: ${fault}`;
        faults.set(key, [...(faults.get(key) ?? []), page]);
      }
    },
    /** The faults, once each, with the pages that have them. */
    print() {
      for (const [fault, pages] of [...faults].sort(([a], [b]) => a.localeCompare(b))) {
        const others = pages.length - 3;
        console.log(`✗ ${fault}`);
        console.log(`    ${pages.slice(0, 3).join(', ')}${others > 0 ? ` and ${others} more` : ''}`);
      }
      if (this.undecided.size) {
        const list = [...this.undecided].map(([rule, count]) => `${rule} × ${count}`).join(', ');
        console.log(`To look at (axe could not decide): ${list}`);
      }
      console.log(`${this.passed} passed, ${this.failed} failed`);
    },
  };
}

// -------------------------------------------------- checks without a browser

/** Links and anchors that lead nowhere in the site. */
function checkLinks(page, pages, site) {
  const byFile = new Map(pages.map((other) => [other.file, other]));
  const here = new URL(addressOf(page.file), 'http://site.invalid');
  return page.links.flatMap((link) => {
    if (!URL.canParse(link, here)) return [`unreadable address ${link}`];
    const url = new URL(link, here);
    if (url.origin !== here.origin) return [];
    const file = fileAt(site, url.pathname);
    if (!file) return [`broken link ${link}`];
    const anchor = decoded(url.hash.slice(1));
    if (!anchor || anchor === 'top' || !byFile.has(file)) return [];
    return byFile.get(file).anchors.includes(anchor) ? [] : [`no such anchor ${link}`];
  });
}

/** A title that is missing, or that another page has too. */
function checkTitle(page, pages) {
  if (!page.title) return ['no title'];
  const same = pages.filter((other) => !other.redirect && other.title === page.title);
  return same.length > 1 ? [`${same.length} pages are called « ${page.title} »`] : [];
}

/** What the Nu HTML checker says of each file, as a map from file to faults. */
async function nu(site, files, jar) {
  const options = ['--format', 'json', '--stdout', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
  const java = spawn('java', ['-Xss2m', '-jar', jar, ...options, ...files.map((file) => path.join(site.folder, file))]);
  let answer = '';
  let trouble = '';
  java.stdout.on('data', (chunk) => (answer += chunk));
  java.stderr.on('data', (chunk) => (trouble += chunk));
  await new Promise((done, fail) => java.on('close', done).on('error', () => fail(new Unable('java was not found'))));
  let messages;
  try {
    messages = JSON.parse(answer).messages;
  } catch {
    throw new Unable(`the Nu HTML checker gave no answer: ${(trouble || answer).trim().slice(0, 300)}`);
  }
  const found = new Map(files.map((file) => [file, []]));
  for (const message of messages.filter((m) => m.type !== 'info')) {
    const file = message.url && path.relative(site.folder, fileURLToPath(message.url.replace(/^file:\/*/, 'file:///')));
    const text = message.message.replaceAll('\n', ' ');
    if (!found.has(file)) throw new Unable(`the Nu HTML checker stopped: ${text}`);
    found.get(file).push(message.extract ? `${text} In: ${message.extract.replace(/\s+/g, ' ').trim().slice(0, 120)}` : text);
  }
  return found;
}

// --------------------------------------------------- checks inside a browser

/** Runs inside the page: the text and the links that a reader finds in the main part. */
const mainContent = () => {
  const main = document.querySelector('main') ?? document.body;
  return { text: main.innerText.replace(/\s+/g, ' ').trim().length, links: main.querySelectorAll('a[href]').length };
};

/** Runs inside the page: how far it is too wide, and what makes it so. */
const tooWide = () => {
  const width = document.documentElement.clientWidth;
  const needed = document.documentElement.scrollWidth;
  if (needed <= width + 1) return [];
  const scrolls = (e) => e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  const culprits = [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .map((e) => e.tagName.toLowerCase() + (e.id ? `#${e.id}` : e.classList.length ? `.${e.classList[0]}` : ''));
  return [`${needed} px wide in ${width} px: ${[...new Set(culprits)].slice(0, 4).join(', ') || 'a long word'}`];
};

/** Runs inside the page: does the text begin on the first screen, before the boxes that stand beside it on a wide one? */
const textFirst = () => {
  const top = Math.round((document.querySelector('main .text')?.getBoundingClientRect().top ?? 0) + scrollY);
  return top < innerHeight ? [] : [`the text begins at ${top} px, on a screen of ${innerHeight} px`];
};

/** Runs inside the page: the text that does not fit where it is shown. */
const cut = () => {
  const hides = (style) => /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
  const parts = [...document.body.querySelectorAll('*')].filter((e) => {
    const shown = e.clientHeight > 1 && e.innerText?.trim() && hides(getComputedStyle(e));
    return shown && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
  });
  return parts.map((e) => `text is cut in ${e.tagName.toLowerCase()}${e.className ? `.${e.className}` : ''}`);
};

/** What happens to a page when its reader asks for larger or wider text (WCAG 1.4.4 and 1.4.12). */
async function enlarged(tab) {
  const rules = {
    'text at 200 %': 'html { font-size: 200% !important }',
    'text spacing':
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
  };
  const faults = [];
  for (const [name, rule] of Object.entries(rules)) {
    await tab.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.before = document.adoptedStyleSheets;
      document.adoptedStyleSheets = [...document.before, sheet];
    }, rule);
    const found = [...(await tab.evaluate(tooWide)), ...(await tab.evaluate(cut))];
    faults.push(...found.map((fault) => `${name}: ${fault}`));
    await tab.evaluate(() => (document.adoptedStyleSheets = document.before));
  }
  return faults;
}

/** Runs inside the page: does the element that has the focus show it, where the reader looks? */
const focusShown = () => {
  const e = document.activeElement;
  // After the last stop comes the browser itself, or at once the first stop again.
  if (!e || e === document.body || e === globalThis.firstStop) return { end: true };
  globalThis.firstStop ??= e;
  const style = getComputedStyle(e);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = e.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  const name = `${e.tagName.toLowerCase()} « ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 30)} »`;
  return { fault: !outlined ? `${name} does not show its focus` : !inside ? `${name} has the focus out of sight` : undefined };
};

/** One tour of a page with the keyboard: every stop shows its focus, and the tour comes to its end. */
async function tour(tab) {
  const stops = await tab.evaluate(() => document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]').length);
  const faults = [];
  await tab.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    delete globalThis.firstStop;
  });
  for (let stop = 0; stop <= stops + 5; stop += 1) {
    await tab.keyboard.press('Tab');
    const { end, fault } = await tab.evaluate(focusShown);
    if (end) return faults;
    if (fault) faults.push(fault);
  }
  return [...faults, `the keyboard does not leave the page after ${stops} stops`];
}

/** A word of the glossary opens its definition with Enter, and Escape closes it and gives the focus back. */
async function definition(tab) {
  const word = tab.locator('.term').first();
  if ((await word.count()) === 0) return [];
  await word.focus();
  await tab.keyboard.press('Enter');
  const open = await tab.evaluate(() => document.querySelector(':popover-open')?.innerText.trim() ?? '');
  const { faults } = await tab.evaluate(runAxe, AXE_TAGS);
  await tab.keyboard.press('Escape');
  const closed = await tab.evaluate(() => !document.querySelector(':popover-open') && document.activeElement.matches('.term'));
  return [...(open ? [] : ['it does not open']), ...(closed ? [] : ['Escape does not close it']), ...faults];
}

/** The look that a reader chooses is shown at once, kept for the next page, and forgotten with « automatic ». */
async function look(tab, address) {
  const select = tab.locator('#apparence select');
  if ((await select.count()) === 0) return [];
  const dark = () => tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark');
  const faults = [];
  await select.selectOption('dark');
  if (!(await dark())) faults.push('the dark look is not shown');
  await tab.goto(address);
  if (!(await dark())) faults.push('the dark look is not kept');
  await select.selectOption('auto');
  if (await tab.evaluate(() => localStorage.length > 0)) faults.push('« automatic » is kept');
  return faults;
}

/** Runs inside the page: what is printed. */
const printed = () => {
  const shown = (e) => e?.checkVisibility() && e.getBoundingClientRect().height > 0;
  const faults = [];
  if (!shown(document.querySelector('main'))) faults.push('the main part is not printed');
  for (const nav of document.querySelectorAll('nav')) {
    if (shown(nav)) faults.push(`navigation « ${nav.getAttribute('aria-label') ?? nav.className} » is printed`);
  }
  const [brief, text] = ['.rail > .brief', '.text'].map((part) => document.querySelector(`.entry > ${part}`)?.getBoundingClientRect());
  if (brief && brief.top > text.top) faults.push('the facts are printed after the text');
  return faults;
};

/** Runs inside the page, after one Tab: is the focus on a visible link to a place of the page? */
const skipLink = () => {
  const link = document.activeElement;
  const href = link?.getAttribute('href') ?? '';
  const target = href.startsWith('#') && document.getElementById(decodeURIComponent(href.slice(1)));
  const name = `${link?.tagName.toLowerCase()} « ${link?.textContent.trim().slice(0, 40)} »`;
  if (!href.startsWith('#')) return [`the first stop of the keyboard is ${name}`];
  if (!target?.closest('main')) return [`${href} is not in the main part`];
  const box = link.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const visible = link.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 23 && box.height > 23;
  return visible && top && link.contains(top) ? [] : ['the skip link is not visible on focus'];
};

/** Runs inside the page, after Enter on the skip link and one more Tab: did the reader get past the menus? */
const skipped = (href) => {
  const target = document.getElementById(decodeURIComponent(href.slice(1)));
  const focus = document.activeElement;
  const before = focus !== document.body && target.compareDocumentPosition(focus) & Node.DOCUMENT_POSITION_PRECEDING;
  return before ? ['the skip link does not move the focus'] : [];
};

/** Runs inside the page: axe. Gives the violations and the rules it could not decide. */
const runAxe = async (tags) => {
  const options = { runOnly: tags, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations', 'incomplete'] };
  const result = await globalThis.axe.run(document, options);
  const faults = result.violations.flatMap((rule) => {
    const name = `[${rule.impact}] ${rule.id}`;
    const places = rule.nodes.map((node) => `${name} ${node.target.join(' ')} – ${node.failureSummary?.split('\n')[1]?.trim() ?? rule.help}`);
    return places.length > 4 ? [...places.slice(0, 3), `${name} in ${places.length - 3} more places`] : places;
  });
  return { faults, undecided: result.incomplete.map((rule) => [rule.id, rule.nodes.length]) };
};

/** One browser page that visits addresses one after the other, and notes what happens there. */
async function newVisitor(browser, options) {
  const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const seen = { requests: [], errors: [] };
  page.on('request', (request) => seen.requests.push(request));
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => {
    // An address outside this machine is never found here; it is reported as an external request.
    const external = /ERR_NAME_NOT_RESOLVED/.test(message.text());
    const about = /Failed to load/.test(message.text()) ? ` ${message.location().url.replace(/^https?:\/\/[^/]+/, '')}` : '';
    if (message.type() === 'error' && !external) seen.errors.push(message.text() + about);
  });
  const protocol = await context.newCDPSession(page);
  const visit = async (address) => {
    // Nothing stays of the page before.
    await page.goto('about:blank');
    const { protocol: scheme, origin } = new URL(address);
    if (scheme === 'http:') await protocol.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    seen.requests = [];
    seen.errors = [];
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(address, { waitUntil: 'load', timeout: 30_000 });
  };
  return { context, page, seen, visit };
}

/** What the first view costs, against its budget. */
function checkBudget(page, site, requests, nodes) {
  const files = requests.map((request) => fileAt(site, new URL(request.url()).pathname)).filter(Boolean);
  const sum = (wanted) => files.filter(wanted).reduce((total, file) => total + weightOf(site, file), 0);
  // A page that holds a whole collection is made to be long.
  if (page.classes.includes('is-whole')) return [];
  const isEntry = page.classes.includes('is-entry');
  const folder = page.file.split('/')[0];
  const limit = isEntry ? BUDGET.entry : BUDGET.list;
  const kind = !isEntry || folder === 'guide' ? 'long' : folder === 'etudes-de-cas' ? 'caseStudy' : 'page';
  const over = (what, value, most) => (value > most ? [`${value} ${what}, at most ${most}`] : []);
  return [
    ...over('bytes', sum(() => true), limit.bytes),
    ...over('requests', requests.length, limit.requests),
    ...over('nodes', nodes, BUDGET.nodes[kind]),
    ...over('bytes of style', sum((file) => file.endsWith('.css')), BUDGET.style),
    ...over('bytes of script', sum((file) => /\.m?js$/.test(file)), BUDGET.script),
    ...requests.filter((request) => request.resourceType() === 'font').map((request) => `font ${new URL(request.url()).pathname}`),
  ];
}

/** Every check that needs the page itself, in one visit. */
async function checkPage(page, site, visitor, plain, tools, report) {
  const { page: tab, seen, context } = visitor;
  const add = (check, faults) => report.add(page.file, check, faults);
  const address = site.origin + addressOf(page.file);
  await visitor.visit(address);
  const late = await tab.evaluate(() => document.querySelector('[loading=lazy]') !== null);
  // The script of every page asks for nothing.
  if (page.scripts > 1 || late) await tab.waitForLoadState('networkidle');

  const local = (request) => /^(data|blob):/.test(request.url()) || request.url().startsWith(site.origin);
  const external = seen.requests.filter((request) => !local(request)).map((request) => request.url());
  const web = seen.requests.filter((request) => request.url().startsWith('http'));
  const nodes = await tab.evaluate(() => document.querySelectorAll('*').length - document.querySelectorAll('svg *').length);
  add('budget', checkBudget(page, site, web, nodes));

  const kept = await tab.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map((base) => base.name),
  ]);
  add('cookies and storage', [...(await context.cookies()).map((cookie) => cookie.name), ...kept]);

  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(skipLink);
  if (first.length === 0) {
    const href = await tab.evaluate(() => document.activeElement.getAttribute('href'));
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('Tab');
    first.push(...(await tab.evaluate(skipped, href)));
  }
  add('skip link', first);
  await tab.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    // Colours are read at rest, not half-way from light to dark.
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });

  const shoot = async (name) => {
    if (!tools.shots) return;
    const file = `${page.file.replace(/(\/?index)?\.html$/, '').replaceAll('/', '_') || 'index'}-${name}.png`;
    await tab.screenshot({ path: path.join(tools.shots, file), fullPage: true });
  };
  const known = new Set();
  const axe = async (name) => {
    const { faults, undecided } = await tab.evaluate(runAxe, AXE_TAGS);
    add(`axe, ${name}`, faults.filter((fault) => !known.has(fault)));
    for (const fault of faults) known.add(fault);
    for (const [rule, count] of undecided) report.undecided.set(rule, (report.undecided.get(rule) ?? 0) + count);
    await shoot(name);
  };
  const whole = await tab.evaluate(mainContent);
  await tab.evaluate(tools.axe);
  await axe('1280');
  await tab.emulateMedia({ colorScheme: 'dark' });
  await axe('1280-dark');
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 360, height: 740 });
  add('text first', await tab.evaluate(textFirst));
  await axe('360');
  await tab.setViewportSize({ width: 320, height: 640 });
  add('320 px', await tab.evaluate(tooWide));
  await tab.setViewportSize({ width: 1280, height: 900 });
  add('larger text', await enlarged(tab));
  if (tools.first.has(page.file)) {
    add('keyboard', await tour(tab));
    add('definition', await definition(tab));
  }
  await tab.setViewportSize({ width: 720, height: 1000 });
  await tab.emulateMedia({ media: 'print' });
  add('print', await tab.evaluate(printed));

  add('external request', external);
  add('console', seen.errors);
  if (page.classes.includes('is-home')) {
    await tab.emulateMedia({ media: 'screen' });
    add('look', await look(tab, address));
  }
  add('without JavaScript', await withoutScript(page, address, whole, plain));
}

/** What is lost without scripts. A page that has none is already that page. */
async function withoutScript(page, address, whole, plain) {
  const empty = whole.text === 0 ? ['the main part is empty'] : [];
  if (!page.scripted) return empty;
  await plain.visit(address);
  const bare = await plain.page.evaluate(mainContent);
  if (bare.text < 0.9 * whole.text) empty.push(`${Math.round((100 * bare.text) / whole.text)} % of the text of the main part`);
  if (bare.links < whole.links) empty.push(`${bare.links} of the ${whole.links} links of the main part`);
  return empty;
}

/** One page of each kind, opened from the disk as a reader opens a copy of the site. */
async function checkFromDisk(site, pages, browser, report) {
  const kinds = new Map();
  for (const page of pages.filter((page) => page.file !== '404.html')) {
    if (!kinds.has(page.classes[0])) kinds.set(page.classes[0], page);
  }
  const { context, page: tab, seen, visit } = await newVisitor(browser, {});
  for (const page of kinds.values()) {
    await visit(pathToFileURL(path.join(site.folder, page.file)).href);
    const links = await tab.evaluate(() => [...document.links].map((a) => a.href).filter((href) => href.startsWith('file:')));
    const files = links.map((href) => path.relative(site.folder, decoded(new URL(href).pathname)));
    const lost = files.filter((file) => !site.files.has(file)).map((file) => `no file at ${file}`);
    report.add(page.file, 'from the disk', [...lost, ...seen.errors]);
  }
  await context.close();
}

// -------------------------------------------------------------------- running

function options() {
  const known = { only: { type: 'string' }, shots: { type: 'string' } };
  let parsed;
  try {
    parsed = parseArgs({ options: known, allowPositionals: true });
  } catch (error) {
    throw new Unable(error.message);
  }
  const { values, positionals } = parsed;
  const folder = path.resolve(positionals[0] ?? fileURLToPath(new URL('../../output', import.meta.url)));
  if (!fs.existsSync(path.join(folder, 'index.html'))) throw new Unable(`no built site in ${folder}`);
  if (values.shots) fs.mkdirSync(values.shots, { recursive: true });
  return { folder, only: new RegExp(values.only ?? ''), shots: values.shots };
}

/** The workers share one list of pages; each has its own browser page. */
async function checkPages(pages, site, browser, tools, report) {
  const waiting = [...pages];
  const work = async () => {
    const visitor = await newVisitor(browser, {});
    const plain = await newVisitor(browser, { javaScriptEnabled: false });
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      try {
        await checkPage(page, site, visitor, plain, tools, report);
      } catch (error) {
        report.add(page.file, 'visit', [error.message.split('\n')[0]]);
      }
    }
    await visitor.context.close();
    await plain.context.close();
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Unable('Node 20 or later is needed');
  const asked = options();
  const tools = { ...findPackages(), shots: asked.shots };
  const site = { folder: asked.folder, files: new Set(filesOf(asked.folder)), weights: new Map() };
  const browser = await launch(tools.chromium);
  const { server, origin } = await serve(site);
  site.origin = origin;
  try {
    const all = await readPages(site, browser);
    const wanted = all.filter((page) => asked.only.test(page.file));
    const pages = wanted.filter((page) => !page.redirect);
    if (pages.length === 0) throw new Unable('no page to check');
    const report = newReport();
    // The tours of the keyboard are long: one page of each kind in each folder.
    const kinds = new Map(pages.map((page) => [`${page.classes[0]} ${page.file.split('/')[0]}`, page.file]));
    tools.first = new Set(kinds.values());
    const drawn = [...site.files].filter((file) => /\.(css|svg)$/.test(file));
    const [valid] = await Promise.all([
      nu(site, [...wanted.map((page) => page.file), ...drawn], tools.jar),
      checkPages(pages, site, browser, tools, report),
      checkFromDisk(site, pages, browser, report),
    ]);
    for (const [file, faults] of valid) report.add(file, 'Nu', faults);
    for (const page of wanted) report.add(page.file, 'links', checkLinks(page, all, site));
    for (const page of pages) report.add(page.file, 'title', checkTitle(page, all));
    console.log(`${pages.length} pages in ${Math.round(performance.now() / 1000)} s`);
    report.print();
    return report.failed ? 1 : 0;
  } finally {
    await browser.close();
    server.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`check: ${error instanceof Unable ? error.message : error.stack}`);
  process.exitCode = 2;
}
