import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** A wrong call or file: its message is a sentence for the caller, the exit status is 2. */
export class CallError extends Error {}

/** Reads a UTF-8 file, or standard input for "-". */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : error instanceof TypeError
            ? 'it is not text in UTF-8'
            : message;
    throw new CallError(`${file} cannot be read: ${why}.`);
  }
}
