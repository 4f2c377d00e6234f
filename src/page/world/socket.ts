import type { Line } from './line.ts';
import { apply, Known } from './natives.ts';
import { copyOf, told } from './told.ts';
import { wrap } from './wrap.ts';

/** A message that waits. */
interface Message {
  /** The id it is held under; 0 when it waits only for those before it. */
  held: number;
  send(): void;
}

/** For the application to say (RFC 6455): one that looks at it takes the connection for broken. */
const BROKEN = 4000;

/**
 * Holds messages of WebSockets. Those behind one that is held wait as well: most protocols count on
 * the order, and a text that comes twice or not at all is worse than a connection that the other side
 * gives up because it is silent, which tools have to live with anyway. When a message is given up the
 * connection closes, so that the tool knows that something did not arrive.
 */
export function holdSockets(line: Line): void {
  const { send, close } = WebSocket.prototype;
  const queues = new Known<WebSocket, Message[]>();

  const flush = (queue: Message[]) => {
    while (queue[0] && !queue[0].held) (queue.shift() as Message).send();
  };
  const breakOff = (socket: WebSocket, queue: Message[]) => {
    for (const { held } of queue.splice(0)) if (held) line.drop(held);
    apply(close, socket, [BROKEN]);
  };

  wrap(WebSocket.prototype, 'send', (socket, [data], pass) => {
    const queue = queues.get(socket) ?? [];
    const isOpen = socket.readyState === WebSocket.OPEN;
    if (!isOpen || (!queue.length && !line.any())) return pass();
    const kept = copyOf(data);
    const message: Message = { held: 0, send: () => apply(send, socket, [kept]) };
    // The promise of a blob's text is answered later than this.
    message.held = line.hold(socket.url, told(data), {
      go() {
        message.held = 0;
        flush(queue);
      },
      fail() {
        message.held = 0;
        breakOff(socket, queue);
      },
    });
    if (!message.held && !queue.length) return pass();
    queue.push(message);
    queues.set(socket, queue);
  });

  wrap(WebSocket.prototype, 'close', (socket, args, pass) => {
    const queue = queues.get(socket);
    if (!queue?.length) return pass();
    // What was sent before is sent before it closes.
    queue.push({ held: 0, send: () => apply(close, socket, args) });
  });
}
