#!/usr/bin/env node
// The live preview in a real browser: things are broken and mended while a page is open.
//
//   node serve.mjs PROGRAM [--shots DIR]
//
//   PROGRAM        the built program, target/release/boucle
//   --shots DIR    pictures of the panel and of the bar of drafts, at 360 and 1280 px
//
// It needs a Chromium, as check.mjs does. Exit 0: all was seen. 1: something was not. 2: it cannot work.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const { values, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: 'string' } } });
const program = path.resolve(positionals[0] ?? 'target/release/boucle');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** How long anything may take to be seen, on a machine that does other things. */
const PATIENCE = 15_000;
const PAGE = 'content/guide/mesurer.md';
const WORDS = 'content/glossaire.yaml';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'boucle-preview-'));
const root = path.join(work, 'guide');
const at = (file) => path.join(root, file);
const read = (file) => fs.readFileSync(at(file), 'utf8');
const write = (file, text) => fs.writeFileSync(at(file), text);
const failures = [];
const times = [];

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

/** Starts the preview; gives the process and its address. */
function start(port, more = []) {
  const at = port ? ['--port', port] : [];
  const server = spawn(program, ['serve', '--root', root, '--lang', 'fr', ...at, ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((ready, fail) => {
    let said = '';
    server.stdout.on('data', (bytes) => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) ready({ server, address: address[0] });
    });
    server.on('exit', (code) => fail(new Error(`the preview ended with ${code}`)));
  });
}

/** Waits for something to hold in the page; the time it took is kept under its name. */
async function see(page, name, holds, argument) {
  const begun = performance.now();
  for (;;) {
    const held = await page.evaluate(holds, argument).catch(() => false);
    if (held) {
      times.push([name, Math.round(performance.now() - begun)]);
      return;
    }
    if (performance.now() - begun > PATIENCE) {
      failures.push(`${name}: not seen`);
      return;
    }
    await new Promise((later) => setTimeout(later, 5));
  }
}

/** Goes to another page, though the one that is open may just be loading itself again. */
async function go(page, address) {
  await page.goto(address).catch(() => page.goto(address));
}

/** Closes tabs that are at rest: Chromium may forget to close one that is being loaded, and is waited for in vain. */
async function close(...pages) {
  for (const page of pages) {
    await see(page, 'loaded, to be closed', () => document.readyState === 'complete');
    await page.close();
  }
}

/** Writes the edited page as it was, and sees the words that were added go from where it is shown. */
async function takeBack(text, words, ...pages) {
  write(PAGE, text);
  for (const page of pages) await see(page, `without ${words}`, (words) => !document.body.textContent.includes(words), words);
}

const panel = () => Boolean(document.querySelector('boucle-preview')?.shadowRoot.querySelector('.panel'));
const noError = () => !document.querySelector('boucle-preview')?.shadowRoot.querySelector('.panel, .badge.error');
const holds = (text) => document.body.textContent.includes(text);
const isGood = () => Boolean(document.querySelector('main h1'));

/** Breaks the site, sees the panel above the last good page, mends it, and sees the panel go. */
async function breakAndMend(page, name, broken, mended) {
  broken();
  await see(page, `${name}: the panel comes`, panel);
  if (!(await page.evaluate(isGood).catch(() => false))) failures.push(`${name}: no page under the panel`);
  mended();
  await see(page, `${name}: the panel goes`, noError);
  await see(page, `${name}: the page is there`, isGood);
}

/** What axe finds in the page, panel included. */
async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
  for (const { id, nodes } of found.violations) {
    failures.push(`${name}: axe ${id} ${nodes.map((node) => node.target.join(' ')).slice(0, 3)}`);
  }
}

async function shoot(page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (values.shots) await page.screenshot({ path: path.join(values.shots, `${name}-${width}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) failures.push(`${name}: wider than ${width} px`);
    await accessible(page, `${name} at ${width} px`);
  }
}

/** Reads further down; a page that is still being loaded puts back the place of the one before. */
async function scrollDown(page, to) {
  await see(page, `loaded, to be read at ${to}`, () => document.readyState === 'complete');
  await page.evaluate((to) => new Promise((moved) => {
    addEventListener('scroll', () => requestAnimationFrame(moved), { once: true });
    scrollTo(0, to);
  }), to);
}

async function editing(page) {
  const text = read(PAGE);
  const base = 'themes/armorique/templates/base.html';
  // A text that is edited shows where it was being read.
  write(PAGE, `${text}\n\n${'Un paragraphe de plus.\n\n'.repeat(80)}`);
  await see(page, 'a longer page', holds, 'Un paragraphe de plus.');
  await scrollDown(page, 900);
  write(PAGE, `${text}\n\n${'Un paragraphe de plus.\n\n'.repeat(80)}REPERE\n`);
  await see(page, 'an edit', holds, 'REPERE');
  await see(page, 'the place in the page is kept', () => Math.abs(scrollY - 900) < 3);
  // A page that is short for a while shows its end, then again what was being read.
  await scrollDown(page, 3000);
  write(PAGE, `${text}\n\nCOURTE\n`);
  await see(page, 'a shorter page', holds, 'COURTE');
  const isEnd = () => scrollY > 0 && scrollY < 2990 && Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 3;
  await see(page, 'its end', isEnd);
  write(PAGE, `${text}\n\n${'Un paragraphe de plus.\n\n'.repeat(80)}LONGUE\n`);
  await see(page, 'a page that is long again', holds, 'LONGUE');
  await see(page, 'the place that was lost', () => Math.abs(scrollY - 3000) < 3);
  // But a reader who went elsewhere in the short page stays there.
  write(PAGE, `${text}\n\nCOURTE\n`);
  await see(page, 'a shorter page again', holds, 'COURTE');
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, -5000);
  await see(page, 'the top of the short page', () => scrollY === 0);
  write(PAGE, `${text}\n\n${'Un paragraphe de plus.\n\n'.repeat(80)}LONGUE\n`);
  await see(page, 'a page that is long once more', holds, 'LONGUE');
  await see(page, 'the place that the reader chose', () => scrollY === 0 && document.readyState === 'complete');
  // Written beside, then renamed, as most editors do.
  fs.writeFileSync(at(`${PAGE}.tmp`), `${text}\n\nATOMIQUE\n`);
  fs.renameSync(at(`${PAGE}.tmp`), at(PAGE));
  await see(page, 'an atomic save', holds, 'ATOMIQUE');
  fs.writeFileSync(at('content/guide/.mesurer.md.swp'), 'brouillard');
  await takeBack(text, 'ATOMIQUE', page);
  // A style sheet is exchanged without loading the page again.
  const sheet = fs.readdirSync(at('themes/armorique/static'), { recursive: true }).find((name) => name.endsWith('style.css'));
  const css = `themes/armorique/static/${sheet}`;
  const style = read(css);
  await page.evaluate(() => (globalThis.notReloaded = true));
  write(css, `${style}\nmain h1 { letter-spacing: 7px; }\n`);
  await see(page, 'a style', () => getComputedStyle(document.querySelector('main h1')).letterSpacing === '7px');
  if (!(await page.evaluate(() => globalThis.notReloaded))) failures.push('a style loaded the page again');
  write(css, style);
  await see(page, 'the style as it was', () => getComputedStyle(document.querySelector('main h1')).letterSpacing !== '7px');
  // Two saves in a row, while sheets come late: the second one finds the page before the first one has come.
  write(css, `${style}\nmain h1 { letter-spacing: 9px; }\n`);
  await see(page, 'a style once more', () => getComputedStyle(document.querySelector('main h1')).letterSpacing === '9px');
  await page.route('**/style.*.css', async (route) => {
    await new Promise((come) => setTimeout(come, 300));
    await route.continue();
  });
  write(css, `${style}\n/* un */\n`);
  await page.waitForTimeout(150);
  write(css, `${style}\n/* deux */\n`);
  await see(page, 'the second of two saves', () => getComputedStyle(document.querySelector('main h1')).letterSpacing !== '9px');
  await see(page, 'one style sheet', () => document.querySelectorAll('link[href*="/style."]').length === 1);
  await page.unroute('**/style.*.css');
  write(css, style);

  await breakAndMend(page, 'a broken header', () => write(PAGE, text.replace('---\n', '---\n"[: {\n')), () => write(PAGE, text));
  await breakAndMend(page, 'a dead link', () => write(PAGE, `${text}\n\n[x](nulle-part.md)\n`), () => write(PAGE, text));
  const layout = read(base);
  await breakAndMend(page, 'a broken template', () => write(base, `${layout}{% if %}`), () => write(base, layout));
  await breakAndMend(page, 'the model', () => fs.rmSync(at('content/model.yaml')), restoring('content/model.yaml'));
  for (const folder of ['themes/armorique', 'content/guide', 'content', 'themes']) {
    const rename = (from, to) => () => fs.renameSync(at(from), at(to));
    if (folder === 'content/guide') {
      rename(folder, 'away')();
      await see(page, 'a folder that is gone', () => !document.body.textContent.includes('esurer'));
      rename('away', folder)();
      await see(page, 'a folder that is back', isGood);
      await see(page, 'its page', holds, 'esurer');
      await see(page, 'without a fault', noError);
    } else {
      await breakAndMend(page, `the folder ${folder}`, rename(folder, 'away'), rename('away', folder));
    }
  }
  // A folder that is replaced by another one is followed.
  fs.cpSync(at('content'), at('other'), { recursive: true });
  fs.renameSync(at('content'), at('away'));
  fs.renameSync(at('other'), at('content'));
  write(PAGE, `${text}\n\nREMPLACÉ\n`);
  await see(page, 'an edit in a folder that was replaced', holds, 'REMPLACÉ');
  // A page that is deleted is gone, and comes back.
  fs.rmSync(at(PAGE));
  await see(page, 'a deleted page', () => document.title !== '' && !document.body.textContent.includes('REMPLACÉ'));
  write(PAGE, text);
  await see(page, 'a page that is back', holds, 'esurer');
  await see(page, 'without the faults of its absence', noError);
}

function restoring(file) {
  const text = read(file);
  return () => write(file, text);
}

/** More pages of one browser than it keeps connections to a server: all follow, and one more opens. */
async function manyTabs(context, address) {
  const text = read(PAGE);
  const tabs = [];
  for (let tab = 0; tab < 8; tab += 1) {
    tabs.push(await context.newPage());
    await tabs[tab].goto(`${address}guide/mesurer/`, { timeout: PATIENCE });
  }
  write(PAGE, `${text}\n\nPARTOUT\n`);
  await Promise.all(tabs.map((tab, index) => see(tab, `an edit in tab ${index + 1} of 8`, holds, 'PARTOUT')));
  const ninth = await context.newPage();
  await ninth.goto(address, { timeout: PATIENCE });
  await see(ninth, 'a ninth tab', isGood);
  // Those that are left follow still, whoever listened.
  await close(ninth, ...tabs.splice(0, 5));
  await takeBack(text, 'PARTOUT', ...tabs);
  await close(...tabs);
}

/** Without locks, as in an old browser, each page listens for itself. */
async function oldBrowser(browser, address) {
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const page = await context.newPage();
  page.on('pageerror', (error) => failures.push(`without locks, a script failed: ${error.message}`));
  await page.goto(`${address}guide/mesurer/`);
  const text = read(PAGE);
  write(PAGE, `${text}\n\nSANS VERROU\n`);
  await see(page, 'an edit without locks', holds, 'SANS VERROU');
  await takeBack(text, 'SANS VERROU', page);
  await close(page);
  await context.close();
}

/** The guide to take away is not made here: that is said where it is announced, and how to have it. */
async function takenAway(page, address) {
  const settings = read('content/site.yaml');
  await page.goto(address);
  if (await page.evaluate(() => Boolean(document.querySelector('boucle-note')))) failures.push('a note where nothing is to be taken away');
  write('content/site.yaml', `${settings}\nbook:\n  parts:\n    - { to: guide/ }\n`);
  await see(page, 'the guide to take away', () => document.querySelector('.book boucle-note')?.textContent.includes('--telechargements'));
  await page.evaluate(() => document.querySelector('boucle-note').scrollIntoView({ block: 'center' }));
  await shoot(page, 'book');
  const lines = () => document.querySelector('boucle-note code')?.getClientRects().length;
  for (let width = 320; width < 480; width += 10) {
    await page.setViewportSize({ width, height: 800 });
    if ((await page.evaluate(lines)) !== 1) failures.push(`the option is cut at ${width} px`);
  }
  const { server, address: other } = await start(undefined, ['--telechargements']);
  await page.goto(other);
  await see(page, 'the guide, when it was asked for', () => Boolean(document.querySelector('.book a[download]')));
  if (await page.evaluate(() => Boolean(document.querySelector('boucle-note')))) failures.push('a note beside the guide to take away');
  server.removeAllListeners('exit');
  server.kill('SIGINT');
  await once(server, 'exit');
  write('content/site.yaml', settings);
}

/** The preview hangs, and two open pages say so until it goes on. */
async function hangs(context, server, address) {
  const pages = [await context.newPage(), await context.newPage()];
  for (const page of pages) await page.goto(`${address}guide/mesurer/`);
  const said = () => document.querySelector('boucle-preview').shadowRoot.querySelector('[role=status]').textContent;
  const isSaid = () => document.querySelector('boucle-preview').shadowRoot.querySelector('[role=status]').textContent.includes('ne répond plus');
  const isNotSaid = () => !document.querySelector('boucle-preview').shadowRoot.querySelector('[role=status]').textContent;
  await new Promise((later) => setTimeout(later, 9000));
  for (const page of pages) if (await page.evaluate(said)) failures.push('a preview that has nothing to say is said to hang');
  server.kill('SIGSTOP');
  for (const page of pages) await see(page, 'the preview hangs', isSaid);
  await shoot(pages[0], 'hangs');
  server.kill('SIGCONT');
  for (const page of pages) await see(page, 'the preview goes on', isNotSaid);
  await close(...pages);
}

/** The page that listens for all is held, as by a dialog: another one says nothing, and goes on. */
async function held(context, address) {
  const text = read(PAGE);
  const pages = [await context.newPage(), await context.newPage()];
  await pages[1].addInitScript(() => {
    setInterval(() => {
      const said = document.querySelector('boucle-preview')?.shadowRoot?.querySelector('[role=status]')?.textContent;
      if (said) sessionStorage.setItem('said', said);
    }, 50);
  });
  for (const page of pages) await page.goto(`${address}guide/mesurer/`);
  const hold = () => {
    for (const end = Date.now() + 12_000; Date.now() < end; );
  };
  // It may be loaded again as soon as it is released, and then has no answer.
  pages[0].evaluate(hold).catch(() => {});
  await new Promise((later) => setTimeout(later, 500));
  write(PAGE, `${text}\n\nRETENUE\n`);
  await see(pages[1], 'an edit while another page is held', holds, 'RETENUE');
  await see(pages[0], 'the same, once it is released', holds, 'RETENUE');
  await see(pages[1], 'nothing was said', () => document.readyState === 'complete' && !sessionStorage.getItem('said'));
  await takeBack(text, 'RETENUE', ...pages);
  await close(...pages);
}

/** What is not published is marked where links lead there, by a word, and on no page of a build. */
async function marks(page, address) {
  const text = read(PAGE);
  const marked = ([path, word]) => {
    const found = [...document.querySelectorAll('main a')].filter((a) => new URL(a.href).pathname.replace('index.html', '').endsWith(path));
    return found.length > 0 && found.every((a) => a.querySelector('boucle-mark')?.textContent.includes(word));
  };
  const isNotMarked = () => !document.querySelector('boucle-mark');
  const here = '/guide/mesurer/';
  await go(page, `${address}guide/`);
  await see(page, 'no mark where all is published', isNotMarked);
  write(PAGE, text.replace('---\n', '---\nbrouillon: oui\n'));
  await see(page, 'a draft in the list', marked, [here, 'brouillon']);
  // The list itself, not the faults above it.
  await page.keyboard.press('Escape');
  await shoot(page, 'list');
  await go(page, `${address}plan-du-site/`);
  await see(page, 'a draft in the site map', marked, [here, 'brouillon']);
  await go(page, `${address}recherche/?q=mesurer`);
  await see(page, 'a draft among what is found', marked, [here, 'brouillon']);
  write(PAGE, text.replace('---\n', '---\npublier_le: 2999-01-15\n'));
  await see(page, 'a page of a later day among what is found', marked, [here, '15\u00a0janvier 2999']);
  // The page of search is open: the words of pages are others from now on.
  await go(page, `${address}recherche/?q=bouleversement`);
  const finds = (wanted) => [...document.querySelectorAll('main a')].some((a) => a.pathname.replace('index.html', '').endsWith('/guide/mesurer/')) === wanted;
  await see(page, 'a word that no page holds', () => document.querySelector('main').textContent.includes('ne contient'));
  write(PAGE, `${text}\n\nUn bouleversement.\n`);
  await see(page, 'a new word in an open search', finds, true);
  write(PAGE, text);
  await see(page, 'the same, once it is gone', finds, false);
  write(PAGE, text.replace('---\n', '---\nretirer_le: 2001-02-03\n'));
  await go(page, `${address}guide/`);
  await see(page, 'a page whose day is over', marked, [here, '3\u00a0février 2001']);
  await go(page, `${address}guide/mesurer/`);
  await see(page, 'its own page has the bar', () => Boolean(document.querySelector('.boucle-bar')));
  // An entry without a page of its own is marked at its place.
  const words = read(WORDS);
  write(WORDS, words.replace('epci:\n', 'epci:\n  brouillon: oui\n'));
  await go(page, `${address}glossaire/`);
  await see(page, 'a word of the glossary', () => Boolean(document.querySelector('.item h2 boucle-mark')));
  await see(page, 'a link to this word', () => Boolean(document.querySelector('.toc a boucle-mark')));
  write(WORDS, words);
  write(PAGE, text);
  await go(page, `${address}guide/`);
  await see(page, 'a list without marks', isNotMarked);
}

/** The preview stops, and two open pages say so until it answers again. */
async function stops(context, server, address) {
  const text = read(PAGE);
  const pages = [await context.newPage(), await context.newPage()];
  for (const page of pages) await page.goto(`${address}guide/mesurer/`);
  const isSaid = () => document.querySelector('boucle-preview').shadowRoot.querySelector('[role=status]').textContent.includes('boucle servir');
  const isNotSaid = () => !document.querySelector('boucle-preview').shadowRoot.querySelector('[role=status]').textContent;
  if (!(await pages[0].evaluate(isNotSaid))) failures.push('a preview that answers is said to have stopped');
  server.removeAllListeners('exit');
  server.kill('SIGINT');
  for (const page of pages) await see(page, 'the preview has stopped', isSaid);
  await shoot(pages[0], 'stopped');
  write(PAGE, `${text}\n\nENTRE-TEMPS\n`);
  const again = await start(new URL(address).port);
  for (const page of pages) await see(page, 'what changed while it was stopped', holds, 'ENTRE-TEMPS');
  for (const page of pages) await see(page, 'the preview answers again', isNotSaid);
  await takeBack(text, 'ENTRE-TEMPS', ...pages);
  await close(...pages);
  return again.server;
}

async function looks(page, address) {
  const text = read(PAGE);
  const faults = '\n\n[un lien](nulle-part.md) et [un autre](../thematiques/aucune.md)\n\n```chiffres\n- valeur: 3\n```\n';
  write(PAGE, text + faults);
  await see(page, 'the panel', panel);
  const focused = () => document.activeElement?.shadowRoot?.activeElement?.classList.contains('panel');
  if (!(await page.evaluate(focused))) failures.push('the panel has not the focus');
  const link = await page.evaluate(() => document.querySelector('boucle-preview').shadowRoot.querySelector('.place a').href);
  if (!link.startsWith('vscode://file/') || !/:\d+:\d+$/.test(link)) failures.push(`the link to the editor is ${link}`);
  await shoot(page, 'panel');
  await page.keyboard.press('Escape');
  await see(page, 'Escape closes the panel', () => Boolean(document.querySelector('boucle-preview').shadowRoot.querySelector('.badge.error')));
  await shoot(page, 'badge');
  // The same faults stay put away on other pages, and new ones are shown.
  await page.reload();
  const badge = () => Boolean(document.querySelector('boucle-preview')?.shadowRoot.querySelector('.badge.error'));
  await see(page, 'faults that were put away stay so', badge);
  write(PAGE, `${text}${faults}\n[encore un](perdu.md)\n`);
  await see(page, 'other faults are shown', panel);
  // A table to copy stands on its own lines, and a block that is not closed is told with its signs.
  write(PAGE, `${text}\n\nZone      Tonnes      Année\nNord      12      2024\nSud      15      2025\n\n[un lien](nulle-part.md)\n\n\`\`\`chiffres\n- valeur: 3\n`);
  const rows = () => {
    const codes = [...document.querySelector('boucle-preview').shadowRoot.querySelectorAll('.panel li li code')];
    const tops = codes.filter((code) => code.textContent.startsWith('|')).map((code) => code.getBoundingClientRect().top);
    return tops.length >= 3 && tops.every((top, index) => index === 0 || top > tops[index - 1]);
  };
  await see(page, 'a table to copy has its lines', rows);
  const signs = () => document.querySelector('boucle-preview').shadowRoot.querySelector('.panel').textContent.includes('```');
  await see(page, 'the three backticks of a block', signs);
  await shoot(page, 'table');
  write(PAGE, text.replace('---\n', '---\nbrouillon: oui\n'));
  await see(page, 'the bar of a draft', () => document.querySelector('.boucle-bar')?.textContent.includes('Brouillon'));
  await shoot(page, 'draft');
  write(PAGE, text);
  await see(page, 'published again', () => !document.querySelector('.boucle-bar'));
  await go(page, `${address}nulle-part/`);
  await see(page, 'no such page', () => document.title !== '');
}

async function main() {
  const made = spawnSync(program, ['init', root]);
  if (made.status !== 0) throw new Error(`${program} does not make a site`);
  if (values.shots) fs.mkdirSync(values.shots, { recursive: true });
  let { server, address } = await start();
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => failures.push(`a script failed: ${error.message}`));
    await page.goto(`${address}guide/mesurer/`);
    await see(page, 'the channel', () => Boolean(document.querySelector('boucle-preview')));
    await editing(page);
    await looks(page, address);
    await marks(page, address);
    await takenAway(page, address);
    await close(page);
    const context = await browser.newContext();
    await manyTabs(context, address);
    await oldBrowser(browser, address);
    await held(context, address);
    await hangs(context, server, address);
    server = await stops(context, server, address);
    if (server.exitCode !== null) failures.push('the preview is dead');
    if (fs.existsSync(at('output'))) failures.push('the output was touched');
  } finally {
    await browser.close();
    server.removeAllListeners('exit');
    server.kill('SIGINT');
    fs.rmSync(work, { recursive: true, force: true });
  }
  for (const [name, time] of times) console.log(`${String(time).padStart(6)} ms  ${name}`);
  failures.forEach((failure) => console.error(failure));
  return failures.length > 0 ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error.stack);
  process.exit(2);
}
