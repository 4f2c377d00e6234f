import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { parse } from 'yaml';
import { sourceFiles } from './src/cli/source-files.ts';
import { readDictionary } from './src/engine/dictionary.ts';
import { toAscii, toScript } from './src/policy/dictionary-script.ts';

const LANGUAGES = readdirSync('dictionaries', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The pages of the extension. A new one is a folder with a page in it. */
const VIEWS = readdirSync('src/views', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => resolve('src/views', file));

/** Scripts that a pattern can name. */
const SCRIPTS = ['Latin', 'Greek', 'Cyrillic', 'Arabic'];

/** Compiles the dictionaries: `virtual:dictionary/sv` is one as data, `dictionary.sv.js` a script. */
function dictionaries(): Plugin {
  const prefix = 'virtual:dictionary/';
  return {
    name: 'saklig:dictionaries',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      return `export default JSON.parse(${JSON.stringify(compile(id.slice(prefix.length + 1)))});`;
    },
    generateBundle() {
      if (this.environment.name !== 'page') return;
      for (const language of LANGUAGES) {
        // A string, parsed when the first field of the page is read: most pages never need it.
        const source = toScript(language, compile(language));
        this.emitFile({ type: 'asset', fileName: `dictionary.${language}.js`, source });
      }
    },
  };
}

/** The dictionaries compiled last, by language, with what they were made from. */
const compiled = new Map<string, { from: string; to: string }>();

function compile(language: string): string {
  const files = sourceFiles(language);
  const weights = `dictionaries/${language}/weights.json`;
  const learned = existsSync(weights) ? JSON.parse(readFileSync(weights, 'utf8')) : undefined;
  const from = JSON.stringify([files, learned]);
  const known = compiled.get(language);
  if (known?.from === from) return known.to;
  const { dictionary, problems } = readDictionary(language, files);
  if (problems.length) {
    const lines = problems.map((p) => `${p.file}:${p.line}: ${p.message}`);
    throw new Error(`The dictionaries cannot be read:\n${lines.join('\n')}`);
  }
  const to = JSON.stringify({ ...dictionary, learned });
  compiled.set(language, { from, to });
  return to;
}

/** Lets modules import a policy written in YAML. */
function yaml(): Plugin {
  return {
    name: 'saklig:yaml',
    transform(code, id) {
      if (!id.endsWith('.yaml')) return null;
      return { code: `export default ${JSON.stringify(parse(code))};`, map: null };
    },
  };
}

/**
 * franc carries trigrams of nearly 200 languages, and what to know the letters of each by; a note is in
 * one of ours, all written in Latin letters, or in none.
 */
function francLanguages(codes: string[]): Plugin {
  return {
    name: 'saklig:franc-languages',
    transform(code, id) {
      if (/franc\/expressions\.js$/.test(id)) {
        if (!code.includes('Latin:'))
          throw new Error('franc knows letters in another way than it did.');
        const letters = '{ other: /[^\\P{L}\\p{Script=Latin}]/gu, Latin: /\\p{Script=Latin}/gu }';
        return { code: `export const expressions = ${letters};`, map: null };
      }
      if (!/franc\/data\.js$/.test(id)) return null;
      const lines = code.split('\n').filter((line) => {
        const language = /^\s{4}"?([a-z]{3})"?:/.exec(line)?.[1];
        return language === undefined || codes.includes(language);
      });
      return { code: lines.join('\n'), map: null };
    },
  };
}

/**
 * re2js carries tables of every class and script of Unicode, a third of what patterns cost a page. A
 * school's patterns are about names, numbers and marks: `\p` knows these (docs/policy.md).
 */
function re2Classes(names: string[]): Plugin {
  return {
    name: 'saklig:re2-classes',
    transform(code, id) {
      if (!/re2js\/build\/index\.js$/.test(id)) return null;
      const table = /^\s*(\w+): \(\) => new UnicodeRangeTable\(/;
      const lines = code.split('\n').filter((line) => {
        const name = table.exec(line)?.[1];
        return name === undefined || names.includes(name);
      });
      const left = lines.filter((line) => table.test(line)).length;
      if (left < names.length)
        throw new Error('re2js keeps its tables in another way than it did.');
      return { code: lines.join('\n'), map: null };
    },
  };
}

/** Preact can write HTML where it is asked to. We never ask, and so that nobody can, it writes text. */
function noHtml(): Plugin {
  return {
    name: 'saklig:no-html',
    transform(code, id) {
      if (!/preact\/dist\/preact\.\w+$/.test(id)) return null;
      const without = code.replace(/\.innerHTML(?=\s*=[^=])/g, '.textContent');
      if (without === code) throw new Error('Preact writes HTML in another way than it did.');
      return { code: without, map: null };
    },
  };
}

/**
 * Writes scripts in ASCII, but those of workers, which only the editor starts. Browsers keep a script with one other letter in it at two bytes a letter,
 * and ours are read with every page of a school's tool.
 */
function ascii(): Plugin {
  return {
    name: 'saklig:ascii',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = toAscii(file.code);
      }
    },
  };
}

/**
 * From what was built for both, makes dist/chromium and dist/firefox. One manifest says all;
 * Chromium warns of what only Firefox reads and the other way round, so each gets its own part.
 */
function writePackages(): void {
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const { service_worker, scripts } = manifest.background;
  const { browser_specific_settings, minimum_chrome_version, storage, key, ...both } = manifest;
  cpSync('src/_locales', 'dist/chromium/_locales', { recursive: true });
  cpSync('src/icons', 'dist/chromium/icons', {
    recursive: true,
    filter: (f) => !f.endsWith('.svg'),
  });
  rmSync('dist/firefox', { recursive: true, force: true });
  cpSync('dist/chromium', 'dist/firefox', { recursive: true });
  // Firefox takes managed values as they are.
  cpSync('src/policy/managed-schema.json', `dist/chromium/${storage.managed_schema}`);
  const write = (browser: string, own: object) =>
    writeFileSync(
      `dist/${browser}/manifest.json`,
      `${JSON.stringify({ ...both, ...own }, null, 2)}\n`,
    );
  write('chromium', { background: { service_worker }, minimum_chrome_version, storage, key });
  write('firefox', { background: { scripts }, browser_specific_settings });
}

/** One self-contained classic script: content scripts and Firefox's background take no modules. */
const script = (name: string, entry: string) => ({
  consumer: 'client' as const,
  build: {
    outDir: 'dist/chromium',
    emptyOutDir: false,
    rolldownOptions: {
      input: { [name]: resolve(entry) },
      output: { format: 'iife' as const, entryFileNames: '[name].js' },
    },
  },
});

export default defineConfig({
  plugins: [
    noHtml(),
    dictionaries(),
    yaml(),
    ascii(),
    re2Classes(['L', 'Lu', 'Ll', 'M', 'N', 'Nd', 'P', 'S', 'Sc', 'Z', ...SCRIPTS]),
    francLanguages(['swe', 'eng', 'nob', 'dan', 'fin']),
  ],
  // The oldest browsers of manifest.json, so that what they know (light-dark) stays as it is written.
  build: {
    target: 'es2022',
    cssTarget: ['chrome137', 'firefox140'],
    modulePreload: false,
    minify: true,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    page: script('page', 'src/page/main.ts'),
    world: script('world', 'src/page/world/main.ts'),
    patterns: script('patterns', 'src/page/patterns.ts'),
    point: script('point', 'src/page/point/main.ts'),
    background: script('background', 'src/background/main.ts'),
    client: {
      build: {
        outDir: 'dist/chromium',
        emptyOutDir: false,
        rolldownOptions: {
          input: VIEWS,
        },
      },
    },
    cli: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: 'dist/cli',
        minify: false,
        rolldownOptions: {
          input: { main: resolve('src/cli/main.ts'), train: resolve('src/cli/train.ts') },
          output: { format: 'es', entryFileNames: '[name].js' },
        },
      },
    },
  },
  builder: {
    // One configuration for all of them: the dictionaries are compiled once.
    sharedConfigBuild: true,
    async buildApp(builder) {
      rmSync('dist', { recursive: true, force: true });
      for (const name of ['page', 'world', 'patterns', 'point', 'background', 'client', 'cli']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      writePackages();
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of the time a test waits for a browser: two at once finish in half of it, also on two cores.
    maxWorkers: 2,
    // Real browsers on a busy machine now and then lose an event of a debugging protocol. What fails
    // twice is wrong, and vitest tells what failed once.
    retry: 1,
  },
});
