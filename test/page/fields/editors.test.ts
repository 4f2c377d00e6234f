import { expect } from 'vitest';
import { buttonOf, press, waitForView } from '../../browsers/view.ts';
import { open, type Row } from './row.ts';
import { tryFields } from './table.ts';

/** An editor's page: where it goes, and the scripts that make it. */
const editor = (name: string, script: string, more: Partial<Row> = {}): Row => ({
  name,
  html: `<link rel="stylesheet" href="/built/${script}.css"><form class="note"></form><script type="module" src="/built/${script}.js"></script>`,
  field: '.note [contenteditable=true]',
  text: 'tool.text()',
  held: 'tool.held()',
  ...more,
});

/** An editor that fills a hidden textarea when its form is sent: the note is one, and asked about once. */
const inForm = (name: string, script: string, loaded: string): Row => ({
  name,
  html: `${loaded}<form method="post"><textarea class="note" name="n">&lt;p>Hon var förkyld igen&lt;/p></textarea><button id="save">Spara</button></form><script type="module" src="/built/${script}.js"></script>`,
  field: '#save',
  async use(page, url, row, posted) {
    await open(page, url, row);
    await page.click('#save');
    const { warning, marks } = await waitForView(page, (view) => view.warning?.box.width);
    expect(warning?.text.split('förkyld').length).toBe(2);
    expect(marks.length).toBeLessThan(2);
    expect(posted).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => posted.map((form) => form.get('n'))).toEqual([SENT]);
  },
});
const SENT = '<p>Hon var förkyld igen</p>';

tryFields(
  'Rich text editors',
  [
    editor('TinyMCE 8, in its frame', 'tinymce', {
      html: '<form><textarea class="note"></textarea></form><script src="/npm/tinymce/tinymce.min.js"></script><script type="module" src="/built/tinymce.js"></script>',
      frames: ['iframe.tox-edit-area__iframe'],
      field: 'body',
    }),
    editor('TinyMCE 8, inline', 'tinymce', {
      html: '<div class="note"></div><script src="/npm/tinymce/tinymce.min.js"></script><script type="module" src="/built/tinymce.js"></script>',
      field: 'div.note',
    }),
    editor('CKEditor 5', 'ckeditor', {
      html: '<link rel="stylesheet" href="/npm/ckeditor5/dist/browser/ckeditor5.css"><form><textarea class="note"></textarea></form><script src="/npm/ckeditor5/dist/browser/ckeditor5.umd.js"></script><script type="module" src="/built/ckeditor.js"></script>',
      field: '.ck-content',
    }),
    inForm(
      'TinyMCE 8 and the textarea behind it: one question, sent once',
      'tinymce',
      '<script src="/npm/tinymce/tinymce.min.js"></script>',
    ),
    inForm(
      'CKEditor 5 and the textarea behind it: one question, sent once',
      'ckeditor',
      '<script src="/npm/ckeditor5/dist/browser/ckeditor5.umd.js"></script>',
    ),
    editor('Quill 2', 'quill', {
      html: '<link rel="stylesheet" href="/built/quill.css"><div class="note"></div><script type="module" src="/built/quill.js"></script>',
      field: '.ql-editor',
    }),
    editor('ProseMirror', 'prosemirror'),
    editor('TipTap 3', 'tiptap'),
    editor('Lexical', 'lexical', {
      html: '<div class="note"></div><script type="module" src="/built/lexical.js"></script>',
      field: '.note',
    }),
    editor('Slate', 'slate'),
    editor('Draft.js', 'draft'),
    editor('CodeMirror 6', 'codemirror'),
    editor('Trix', 'trix', { field: 'trix-editor', pace: 30 }),
  ],
  { editors: true },
);
