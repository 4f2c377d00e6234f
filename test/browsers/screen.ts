import { execFile, spawn, spawnSync } from 'node:child_process';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a screen that nobody looks at needs, and real presses of keys on it (Debian: xvfb, xdotool). */
const PROGRAMS = ['Xvfb', 'xdotool'];

/** The programs that are not installed here. */
export const missing = (): string[] =>
  PROGRAMS.filter((name) => spawnSync(name, ['-version']).error !== undefined);

/**
 * A screen of its own, with a keyboard: its keys reach a browser as those of a person do, by way of the
 * window and before any page, which no protocol for debugging does.
 */
export class Screen {
  readonly #server: ReturnType<typeof spawn>;
  readonly display: string;

  private constructor(server: ReturnType<typeof spawn>, display: string) {
    this.#server = server;
    this.display = display;
  }

  static async open(): Promise<Screen> {
    const size = ['-screen', '0', '1400x1100x24'];
    // It chooses a number that is free, and tells it when it is ready.
    const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...size], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    const number = await new Promise<string>((resolve, reject) => {
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`Xvfb has ended with ${code}.`)));
      (server.stdio[3] as Readable).once('data', (data) => resolve(String(data).trim()));
    });
    return new Screen(server, `:${number}`);
  }

  /** Gives the keyboard to the window whose title has these words. */
  async focus(title: string): Promise<void> {
    await this.#do('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus', '--sync');
  }

  /** Presses keys together, and lets them go: "alt+shift+j". */
  async press(keys: string): Promise<void> {
    await this.#do('key', keys);
  }

  async type(text: string): Promise<void> {
    await this.#do('type', '--delay', '20', text);
  }

  close(): void {
    this.#server.kill();
  }

  async #do(...args: string[]): Promise<void> {
    await run('xdotool', args, { env: { ...process.env, DISPLAY: this.display } });
  }
}
