import { documentOf } from '../../policy/document.ts';
import { toHtml } from '../../policy/document-html.ts';
import { toMarkdown } from '../../policy/document-markdown.ts';
import { CallError } from '../files.ts';
import { loadLaid } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** The forms of the document. A new one is a file in `policy/` and a line here. */
const FORMS = { html: toHtml, markdown: toMarkdown };

/** Makes the written instruction for staff from what holds when all files are laid. */
export const document: PolicyCommand = async ({ files, values }) => {
  const { to = 'markdown' } = values;
  if (to !== 'html' && to !== 'markdown') {
    throw new CallError(`There is no document in "${to}". There are html and markdown.`);
  }
  const { resolved, isWrong } = await loadLaid(files);
  process.stdout.write(FORMS[to](documentOf(resolved.policy)));
  return isWrong ? 1 : 0;
};
