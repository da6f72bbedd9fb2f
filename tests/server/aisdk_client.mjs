// The AI SDK's own transport against a running server: node aisdk_client.mjs AI_HOME BASE CASE CHAT. Prints one JSON object.
import { pathToFileURL } from 'node:url';

const [home, base, what, chatId] = process.argv.slice(2);
const { DefaultChatTransport, readUIMessageStream } = await import(pathToFileURL(`${home}/node_modules/ai/dist/index.mjs`));
const api = `${base}/api/chat`;
const transport = new DefaultChatTransport({ api, body: { agent: '' } });

async function read(stream) {
  const errors = [];
  let last, snapshots = 0;
  for await (const message of readUIMessageStream({ stream, onError: (e) => errors.push(String(e)) })) { last = message; snapshots += 1; }
  return { id: last?.id, snapshots, errors, parts: last?.parts };
}

const say = (text, trigger = 'submit-message') => transport.sendMessages({
  chatId, trigger, messageId: undefined, abortSignal: undefined, messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text }] }] });

if (what === 'say') console.log(JSON.stringify(await read(await say('a red light that blinks'))));
if (what === 'again') console.log(JSON.stringify(await read(await say('', 'regenerate-message'))));
if (what === 'file') {
  const url = `data:image/png;base64,${process.argv[6]}`;
  console.log(JSON.stringify(await read(await transport.sendMessages({
    chatId, trigger: 'submit-message', messageId: undefined, abortSignal: undefined,
    messages: [{ id: 'u1', role: 'user', parts: [{ type: 'file', mediaType: 'image/png', filename: 'board.png', url }, { type: 'text', text: 'a red light that blinks' }] }] }))));
}
if (what === 'resume') {
  const stream = await transport.reconnectToStream({ chatId });
  console.log(JSON.stringify(stream === null ? { running: false } : await read(stream)));
}
