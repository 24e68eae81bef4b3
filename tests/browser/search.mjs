#!/usr/bin/env node
// The search and the filters of a built guide in a real browser: what is asked, what is found, by whom and how.
//
//   npm ci
//   node search.mjs [FOLDER] [--shots DIR]
//
//   FOLDER       the built guide (default: output/ of this repository)
//   --shots DIR  pictures of the search and of the filters, at 360 and 1280 px, in light and dark
//
// The questions are in tests/search/queries.txt, the words in tests/search/words.txt, the slips in tests/search/slips.txt.
// Exit 0: nothing to say. 1: something is at fault. 2: the check itself cannot work.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { BASE, Unable, fileAt, filesOf, findPackages, launch, serve } from './site.mjs';

// Nothing inline, nothing from elsewhere: a public body may ask that of its server.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AMONG = 5;

const faults = [];
let passed = 0;
/** One expectation: it holds, or it is told. */
function expect(holds, fault) {
  if (holds) passed += 1;
  else faults.push(fault);
}

/** The lines of a table that are not remarks. */
function table(name) {
  const file = fileURLToPath(new URL(`../search/${name}`, import.meta.url));
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return lines.map((line) => line.split(/ =(?: |$)/).map((part) => part.trim()));
}

// ------------------------------------------------------------------ readers

/** A reader with a browser of their own, and what their browser asks and complains of. */
async function newReader(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { asked: [] };
  page.on('request', (request) => seen.asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  const open = async (address) => {
    seen.asked = [];
    await page.goto(`${origin}${BASE}${address}`);
  };
  return { page, seen, open, close: () => context.close() };
}

/** What the page of search shows once it has answered. */
async function answer(page) {
  await page.waitForFunction(() => document.querySelector('.found').textContent !== '');
  return page.evaluate(() => ({
    said: document.querySelector('.found').textContent,
    links: [...document.querySelectorAll('.results a')].map((a) => a.href.replace(/index\.html(?=#|$)/, '')),
    texts: [...document.querySelectorAll('.results li')].map((item) => item.textContent),
    marks: [...document.querySelectorAll('.results mark')].map((mark) => mark.textContent),
  }));
}

async function ask(reader, question, filters = '') {
  await reader.open(`recherche/?q=${encodeURIComponent(question)}${filters}`);
  return answer(reader.page);
}

/** Axe finds nothing to say of the page as it stands. */
async function axe(page, source, about) {
  await page.evaluate(source);
  const violations = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }).then((r) => r.violations.map((v) => `${v.id} ${v.nodes[0].target}`)), AXE_TAGS);
  expect(violations.length === 0, `axe, ${about}: ${violations.join('; ')}`);
}

// ---------------------------------------------------------------- the search

/** Words are read in the browser as the build reads them. */
async function words(reader) {
  await reader.open('recherche/');
  const common = await reader.page.evaluate(() => fetch('index.json').then((r) => r.json()).then((index) => index.common));
  for (const [text, expected = ''] of table('words.txt')) {
    const found = await reader.page.evaluate(([text, common]) => document.querySelector('form.search').terms(text, common).join(' '), [text, common]);
    expect(found === expected, `words: « ${text} » gives ${found}, not ${expected}`);
  }
}

/** Each question finds its page among the first ones; « pages:x » asks that every page found holds x. */
async function queries(reader, origin) {
  const asked = table('queries.txt');
  expect(asked.length >= 40, `queries: only ${asked.length} are asked`);
  for (const [question, expected] of asked) {
    const { links, said, texts } = await ask(reader, question);
    if (expected.startsWith('pages:')) {
      const word = expected.slice(6);
      expect(links.length > 0 && texts.every((text) => text.toLowerCase().includes(word)), `query « ${question} »: ${said} ${texts}`);
      continue;
    }
    const [, file, place] = expected.match(/^(\S+)(?: (\d+))?$/);
    const at = links.indexOf(`${origin}${BASE}${file}`) + 1;
    const first = links.slice(0, AMONG).map((link) => link.slice(`${origin}${BASE}`.length));
    expect(at > 0 && at <= Number(place ?? AMONG), `query « ${question} »: ${file} is ${at || 'not found'}; ${said} ${first.join(', ')}`);
  }
  console.log(`${asked.length} queries asked`);
}

/** What is shown is text, the words found are marked, nothing is found without a word of help. */
async function texts(reader) {
  const { marks } = await ask(reader, 'dechet');
  expect(marks.length > 0 && marks.every((word) => /^d[ée]chet/i.test(word)), `marks: ${marks}`);
  // The second has a slip, and is said as it was meant.
  for (const question of ['<img src=x onerror=x>"\'&zzzz', '<img src=x onerror=x>"\'&recyclrie']) {
    const hostile = await ask(reader, question);
    expect(hostile.said.includes(question.replace('clrie', 'clerie')), `p29: the question is said as « ${hostile.said} »`);
    expect((await reader.page.locator('main img').count()) === 0, 'p29: the question became an element');
  }
  const nothing = await ask(reader, 'xyzzyx');
  expect(/Aucune page/.test(nothing.said) && nothing.links.length === 0, `nothing: ${nothing.said}`);
  expect(await reader.page.locator('.browse a[href*="thematiques/energie"]').isVisible(), 'nothing: the themes are not offered');
  const some = await ask(reader, 'recyclerie xyzzyx');
  expect(some.links.length > 0 && /tous les mots/.test(some.said), `partial: ${some.said}`);
  // Words that are on every page, or too short to be kept, are not said to be on none.
  for (const question of ['a', 'avec', 'de la', '?']) {
    const common = await ask(reader, question);
    expect(/ne sont pas cherchés/.test(common.said) && common.said.includes(question), `common: ${question}: ${common.said}`);
  }
  const unknown = await ask(reader, 'avec xyzzyx');
  expect(/Aucune page ne contient/.test(unknown.said), `common and unknown: ${unknown.said}`);
  const many = await ask(reader, 'a'.repeat(5000));
  expect(/Aucune page/.test(many.said), `p16: ${many.said.slice(0, 80)}`);
}

/** A slip is forgiven and said; what is found without it is never hidden. */
async function slips(reader) {
  const { page, seen } = reader;
  const formsAsked = () => seen.asked.filter((url) => /\/formes\//.test(url)).length;
  const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll("'", '’');
  for (const [typed, meant] of table('slips.txt')) {
    const { said, links } = await ask(reader, typed);
    const holds = meant ? plain(said).includes(`pour « ${plain(meant)} »`) && links.length > 0 : links.length === 0;
    expect(holds && /^Aucune page ne contient/.test(said), `slip « ${typed} », meant « ${meant} »: ${said}`);
    expect(formsAsked() <= 8, `slip « ${typed} »: ${formsAsked()} files of forms are asked for`);
  }
  await ask(reader, 'recyclrie');
  expect((await page.getAttribute('.found', 'role')) === 'status', 'slips: what is said is not announced');
  expect((await page.inputValue('#q')) === 'recyclrie' && /q=recyclrie$/.test(page.url()), 'slips: what was typed is lost');
  expect((await answer(page)).marks.some((word) => /^recyclerie$/i.test(word)), 'slips: the words found are not marked');
  // Words that are known, or that begin one, are answered as ever, and ask for nothing more.
  for (const known of ['recyclerie', 'recycl', 're-cyclerie', 'recyclerie avec']) {
    const { said, links } = await ask(reader, known);
    expect(links.length > 0 && formsAsked() === 0 && !/Aucune/.test(said), `slips: « ${known} » is taken for a slip: ${said}`);
  }
  const number = (said) => Number(said.match(/(\d+) pages/)?.[1]);
  const all = await ask(reader, 'daoulas');
  const both = await ask(reader, 'daoulas recyclerie');
  const some = await ask(reader, 'daoulas recyclrie');
  expect(number(some.said) === number(all.said), `slips: a slip beside « daoulas » gives « ${some.said} », not « ${all.said} »`);
  expect(both.links.every((link, n) => link === some.links[n]), `slips: those that hold both are not the first: ${some.links}`);
  expect(plain(some.said).includes('Aucune ne contient « recyclrie » ; les premières contiennent « recyclerie ».'), `slips: ${some.said}`);
  const apart = await ask(reader, "kroc'hen bocge");
  expect(apart.links.length === 1 && plain(apart.said).endsWith('Au lieu de « bocge », essayez « bocage ».'), `slips: ${apart.said} ${apart.links}`);
  // What is said of one page, of the first ones, and of a word that nothing is near to, is true.
  const partial = 'Aucune ne contient tous les mots ; voici celles qui en contiennent le plus.';
  for (const [question, filters, expected] of [
    ["kroc'hen dechts bocge", '', 'Une page trouvée pour « kroc’hen dechts bocge ». Elle ne contient pas tous ces mots. Au lieu de « dechts bocge », essayez « déchets bocage ».'],
    ['daoulas circulaiire palttes', '&collection=projets', 'Aucune page ne contient « circulaiire palttes ». Une page trouvée pour « daoulas circulaire palettes ».'],
    ['daoulas recyclrie palttes', '', 'Aucune ne contient « recyclrie palttes » ; les premières contiennent « recyclerie palettes ».'],
    ['landerneau recyclrie palttes', '', `${partial} Au lieu de « recyclrie palttes », essayez « recyclerie palettes ».`],
    ['qualité recyclrie', '', 'Aucune ne contient « recyclrie » ; la première contient « recyclerie ».'],
    ['qualité zzzzqqq recyclrie', '', `${partial} Aucune ne contient « recyclrie » ; la première contient « recyclerie ».`],
  ]) {
    const { said, links } = await ask(reader, question, filters);
    const told = plain(said).replace(/^(\d+) pages trouvées\. /, (words, n) => (Number(n) > 1 ? '' : words));
    expect(told === expected && links.length > 0, `slips: « ${question} »${filters} gives « ${said} »`);
  }
  const [first] = (await ask(reader, 'qualité recyclrie')).links;
  const meant = await ask(reader, 'qualité recyclerie');
  expect(meant.links.length === 1 && meant.links[0] === first, `slips: the first page for « qualité recyclrie » is ${first}, not ${meant.links}`);
  // When the forms cannot be had, the rest is found all the same.
  await page.route(/\/formes\//, (route) => route.fulfill({ status: 503 }));
  const before = faults.length;
  const without = await ask(reader, 'daoulas recyclrie');
  faults.splice(before, faults.length, ...faults.slice(before).filter((fault) => !/503/.test(fault)));
  expect(number(without.said) === number(all.said), `slips: without the forms, ${without.said}`);
  await page.unroute(/\/formes\//);
}

/** Filters narrow, are in the address, and the back button undoes them. */
async function filters(reader) {
  const { page } = reader;
  const all = await ask(reader, 'entreprises');
  const opened = () => page.evaluate(() => document.querySelector('.narrow').open);
  expect(await opened(), 'filters: they are not open on a wide screen');
  const names = await page.$$eval('.narrow legend', (all) => all.map((legend) => legend.textContent));
  for (const name of ['Rubrique', 'Étape', 'Projet', 'Thématiques']) expect(names.includes(name), `filters: no ${name} among ${names}`);
  // One after the other: the first filter alone already gives another answer.
  let fewer = all;
  for (const value of ['etudes-de-cas', 'realisee']) {
    await page.locator(`input[value=${value}]`).check();
    await page.waitForFunction((said) => document.querySelector('.found').textContent !== said, fewer.said);
    fewer = await answer(page);
  }
  expect(/collection=etudes-de-cas&statut=realisee/.test(page.url()), `filters: the address is ${page.url()}`);
  expect(fewer.links.length > 0 && fewer.links.every((link) => link.includes('/etudes-de-cas/')), `filters: ${fewer.links}`);
  const shared = await ask(reader, 'entreprises', '&collection=etudes-de-cas&statut=realisee');
  expect(shared.said === fewer.said, `filters: an address gives « ${shared.said} », not « ${fewer.said} »`);
  await page.locator('input[value=realisee]').uncheck();
  await page.waitForFunction((said) => document.querySelector('.found').textContent !== said, shared.said);
  await page.goBack();
  await page.waitForFunction((said) => document.querySelector('.found').textContent === said, shared.said);
  expect(await page.locator('input[value=realisee]').isChecked(), 'filters: the back button leaves the box empty');
  expect((await page.inputValue('#q')) === 'entreprises', 'filters: the back button loses the question');
  // The word is on some pages: filters that leave none are not said to mean that it is on none.
  const none = await ask(reader, 'entreprises', '&collection=guide&statut=realisee');
  expect(none.links.length === 0 && /tous ces choix/.test(none.said), `filters: none left: ${none.said}`);
}

/** The whole search with the keyboard alone, from a page of the guide; no key on its own does anything. */
async function keyboard(reader, origin) {
  const { page } = reader;
  await reader.open('etudes-de-cas/');
  expect(!reader.seen.asked.some((url) => /recherche|search\.|\bmots\b/.test(url)), `first view: ${reader.seen.asked.filter((u) => /search|recherche/.test(u))}`);
  const here = page.url();
  for (const key of ['/', 's', 'k', '?']) await page.keyboard.press(key);
  expect(page.url() === here && (await page.evaluate(() => document.activeElement === document.body)), 'keyboard: a single key is a shortcut');
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id || document.activeElement.name);
  const reach = async (wanted) => {
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      if ((await focused()) === wanted) return true;
    }
    return false;
  };
  expect(await reach('Rechercher'), 'keyboard: the link to the search is not reached');
  await Promise.all([page.waitForURL(/recherche/), page.keyboard.press('Enter')]);
  expect(!reader.seen.asked.some((url) => /index\.json/.test(url)), 'first view: the index is asked for before it is used');
  await page.keyboard.press('Tab');
  expect((await focused()) === 'Aller au contenu', 'keyboard: the first stop is not « Aller au contenu »');
  expect(await reach('q'), 'keyboard: the field is not reached');
  await page.keyboard.type('palettes');
  await page.keyboard.press('Enter');
  const { said } = await answer(page);
  expect(/\d+ pages trouvées/.test(said), `keyboard: ${said}`);
  expect(/\?q=palettes$/.test(page.url()), `keyboard: the address is ${page.url()}`);
  expect(await reach('Affiner les résultats'), 'keyboard: the filters are not reached');
  await page.keyboard.press('Enter');
  expect(!(await page.evaluate(() => document.querySelector('.narrow').open)), 'keyboard: the filters cannot be closed');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect((await page.locator('.narrow input:checked').count()) === 1, 'keyboard: a box is not ticked');
  await page.keyboard.press('Space');
  const more = page.locator('.more');
  await more.focus();
  const before = await page.locator('.results li').count();
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => document.querySelectorAll('.results li').length > n, before);
  expect(await page.evaluate((n) => document.activeElement === document.querySelectorAll('.results a')[n], before), 'keyboard: more results, and the focus is not on the first of them');
  await Promise.all([page.waitForURL((url) => !/recherche/.test(url.href)), page.keyboard.press('Enter')]);
  expect(page.url().startsWith(`${origin}${BASE}`), `keyboard: a result leads to ${page.url()}`);
  await page.goBack();
  expect(/pages trouvées/.test((await answer(page)).said), 'keyboard: the results are lost on the way back');
}

/** What a first question and the following ones cost. */
async function weights(reader, site) {
  const index = [...site.files].filter((file) => /^recherche\/.*\.json$/.test(file));
  const bytes = index.map((file) => fs.readFileSync(path.join(site.folder, file)));
  const sum = (list) => Math.round(list.reduce((a, b) => a + b, 0) / 1000);
  console.log(`index: ${index.length} files, ${sum(bytes.map((b) => b.length))} kB, ${sum(bytes.map((b) => gzipSync(b).length))} kB compressed`);
  await reader.open('recherche/');
  await reader.page.waitForLoadState('networkidle');
  const cost = () => {
    const files = reader.seen.asked.map((url) => fileAt(site, new URL(url).pathname)).filter(Boolean);
    return files.reduce((all, file) => all + gzipSync(fs.readFileSync(path.join(site.folder, file))).length, 0);
  };
  const closed = cost();
  await reader.page.fill('#q', 'palettes');
  await reader.page.keyboard.press('Enter');
  await answer(reader.page);
  await reader.page.waitForLoadState('networkidle');
  const first = cost() - closed;
  console.log(`page of search: ${Math.round(closed / 1000)} kB; first question: ${Math.round(first / 1000)} kB more (compressed)`);
  expect(closed < 100_000 && first < 100_000, `weight: ${closed} then ${first} bytes`);
  reader.seen.asked = [];
  await ask(reader, 'recyclrie');
  const forms = reader.seen.asked.filter((url) => /\/formes\//.test(url));
  reader.seen.asked = forms;
  console.log(`a slip: ${forms.length} more files, ${Math.round(cost() / 1000)} kB (compressed)`);
}

/** Without JavaScript, and from the disk: what to do is said, and lists lead everywhere. */
async function without(browser, origin, site) {
  const plain = await newReader(browser, origin, { javaScriptEnabled: false });
  await plain.open('recherche/');
  expect(await plain.page.locator('noscript').isVisible(), 'no script: nothing is said');
  expect(!(await plain.page.locator('form.search').isVisible()), 'no script: a form that does nothing is shown');
  for (const link of ['plan-du-site', 'thematiques/energie', 'projets/ame']) {
    expect(await plain.page.locator(`.browse a[href*="${link}"]`).first().isVisible(), `no script: no link to ${link}`);
  }
  await plain.close();
  const disk = await newReader(browser, origin);
  await disk.page.goto(`${pathToFileURL(path.join(site.folder, 'recherche/index.html')).href}?q=palettes`);
  expect(/ouvert depuis un dossier/.test((await answer(disk.page)).said), 'from the disk: nothing is said');
  await disk.close();
}

// ------------------------------------------------------- the filters of a list

/** Filters combine, are counted and in the address, the back button undoes them, nothing jumps. */
async function facets(browser, origin, tools) {
  const reader = await newReader(browser, origin);
  const { page } = reader;
  await page.addInitScript(() => {
    globalThis.jumps = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((jump) => { globalThis.jumps += jump.value; }))
      .observe({ type: 'layout-shift', buffered: true });
  });
  const state = () => page.evaluate(() => ({
    said: document.querySelector('.text > .count').textContent,
    cards: [...document.querySelectorAll('.text > .cards > li')].filter((card) => !card.hidden).map((card) => card.querySelector('.card-title').textContent),
  }));
  await reader.open('etudes-de-cas/');
  await page.waitForTimeout(300);
  const jumps = await page.evaluate(() => globalThis.jumps);
  expect(jumps < 0.05, `facets: the layout jumps by ${jumps}`);
  const all = await state();
  const legends = await page.$$eval('form.facets fieldset > legend', (all) => all.map((legend) => legend.textContent));
  expect(legends.join() === 'Étape,Projet,Thématiques,Département,Année de début', `facets: ${legends}`);
  expect((await page.getAttribute('.text > .count', 'role')) === 'status', 'facets: the count is not announced');
  const energy = page.locator('form.facets input[value=energie]');
  const elsewhere = page.locator('form.facets input[name=statut][value=ailleurs]');
  // With the keyboard, as with a mouse.
  await energy.focus();
  await page.keyboard.press('Space');
  const some = await state();
  expect(some.cards.length > 0 && some.cards.length < all.cards.length, `facets: ${some.said}`);
  expect(some.said === `${some.cards.length} pages sur ${all.cards.length}`, `facets: « ${some.said} »`);
  await elsewhere.check();
  const few = await state();
  expect(few.cards.length < some.cards.length && few.cards.every((card) => some.cards.includes(card) && card.startsWith('Ailleurs')), `facets: both give ${few.cards}`);
  expect(page.url().endsWith('?statut=ailleurs&thematiques=energie'), `facets: the address is ${page.url()}`);
  const announced = await page.locator('form.facets label', { has: page.locator('input[name=statut][value=ailleurs]') }).textContent();
  expect(announced.includes(`(${few.cards.length})`), `facets: « ${announced} » for ${few.cards.length} pages`);
  await axe(page, tools.axe, 'filters in use');
  await page.goBack();
  expect((await state()).said === some.said && !(await elsewhere.isChecked()), 'facets: the back button');
  await page.goForward();
  expect((await state()).said === few.said && (await elsewhere.isChecked()), 'facets: the forward button');
  // To a page and back, and from an address that somebody sent.
  await page.locator('.text > .cards > li:not([hidden]) .card-title a').first().click();
  await page.goBack();
  expect((await state()).said === few.said, 'facets: lost on the way back from a page');
  await reader.open('etudes-de-cas/?statut=ailleurs&thematiques=energie');
  expect((await state()).said === few.said, 'facets: an address does not give the same');
  await page.locator('form.facets .all').click();
  expect((await state()).cards.length === all.cards.length && /etudes-de-cas\/$/.test(page.url()), 'facets: « Tout afficher »');
  await reader.open('etudes-de-cas/?statut=realisee&statut=engagee&thematiques=inconnue');
  expect((await state()).cards.length < all.cards.length, 'facets: two stages are not one or the other');
  await reader.close();
  // The plain pages say the same as the filters.
  const plain = await newReader(browser, origin, { javaScriptEnabled: false });
  await plain.open('etudes-de-cas/thematiques/energie/');
  const titles = await plain.page.locator('.text > .cards .card-title').allTextContents();
  expect(titles.join() === some.cards.join(), 'facets: the plain page of a theme has other pages');
  await plain.open('etudes-de-cas/');
  expect((await plain.page.locator('nav.facets a').count()) >= 12, 'facets: no links without script');
  await plain.close();
}

// --------------------------------------------------------------- the pictures

async function shots(browser, origin, folder) {
  const states = {
    'recherche-fermee': 'recherche/', 'recherche-resultats': 'recherche/?q=palettes&collection=etudes-de-cas',
    'recherche-rien': 'recherche/?q=xyzzyx', 'recherche-faute': 'recherche/?q=recyclrie', 'recherche-faute-et-mot': 'recherche/?q=recyclrie+daoulas', 'bibliotheque-filtres': 'etudes-de-cas/?statut=realisee&thematiques=energie',
  };
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const reader = await newReader(browser, origin, { viewport: { width, height: 900 }, colorScheme });
      for (const [name, address] of Object.entries(states)) {
        await reader.open(address);
        await reader.page.waitForLoadState('networkidle');
        await reader.page.waitForTimeout(300);
        await reader.page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await reader.close();
    }
  }
}

// -------------------------------------------------------------------- running

async function main() {
  const { values, positionals } = parseArgs({ options: { shots: { type: 'string' } }, allowPositionals: true });
  const folder = path.resolve(positionals[0] ?? fileURLToPath(new URL('../../output', import.meta.url)));
  if (!fs.existsSync(path.join(folder, 'recherche/index.json'))) throw new Unable(`no built site with a search in ${folder}`);
  const tools = findPackages();
  const site = { folder, files: new Set(filesOf(folder)), weights: new Map() };
  const browser = await launch(tools.chromium);
  const { server, origin } = await serve(site, { 'content-security-policy': POLICY });
  try {
    if (values.shots) {
      fs.mkdirSync(values.shots, { recursive: true });
      await shots(browser, origin, values.shots);
    }
    const reader = await newReader(browser, origin);
    await words(reader);
    await queries(reader, origin);
    await texts(reader);
    await slips(reader);
    await filters(reader);
    await weights(reader, site);
    await keyboard(reader, origin);
    await reader.open('recherche/');
    await axe(reader.page, tools.axe, 'search closed');
    await ask(reader, 'palettes', '&collection=etudes-de-cas');
    await axe(reader.page, tools.axe, 'search open');
    await ask(reader, 'xyzzyx');
    await axe(reader.page, tools.axe, 'nothing found');
    await ask(reader, 'recyclrie');
    await axe(reader.page, tools.axe, 'a slip');
    await without(browser, origin, site);
    await facets(browser, origin, tools);
  } finally {
    faults.forEach((fault) => console.log(`✗ ${fault}`));
    await browser.close();
    server.close();
  }
  console.log(`${passed} passed, ${faults.length} failed in ${Math.round(performance.now() / 1000)} s`);
  return faults.length ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`search: ${error instanceof Unable ? error.message : error.stack}`);
  process.exitCode = 2;
}
