// Writes src/words/messages.ts from the English catalogue: the id of each message, and the values that it needs.
//
//   node messages.mjs
//
// Throws where a line of the catalogue is none of its format: Fluent itself would drop the message without a word.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FluentResource } from "@fluent/bundle";

const words = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "words");
const messages = new Map();

for (const name of readdirSync(join(words, "en")).filter((name) => name.endsWith(".ftl")).sort()) {
  const text = readFileSync(join(words, "en", name), "utf8");
  const ids = text.match(/^-?[a-zA-Z][\w-]*(?= *=)/gm) ?? [];
  const { body } = new FluentResource(text);
  const read = new Set(body.map(({ id }) => id));
  const lost = ids.filter((id) => !read.has(id));
  if (lost.length) throw new Error(`${name}: not read: ${lost.join(", ")}`);
  const stray = text.split("\n").find((line) => line && !/^(#|-?[a-zA-Z][\w-]* *=|\s)/.test(line));
  if (stray) throw new Error(`${name}: no message: ${stray}`);
  for (const { id, value } of body) {
    if (messages.has(id)) throw new Error(`${name}: ${id} stands there twice`);
    messages.set(id, value);
  }
}

/** The values that a part of a message needs, those of the messages in it included. */
function needs(part, found = new Set()) {
  if (Array.isArray(part)) for (const each of part) needs(each, found);
  else if (part?.type === "var") found.add(part.name);
  else if (part?.type === "mesg" || part?.type === "term") {
    const id = part.type === "term" ? `-${part.name}` : part.name;
    if (!messages.has(id)) throw new Error(`there is no message ${id}`);
    needs(messages.get(id), found);
  } else if (part && typeof part === "object") for (const each of Object.values(part)) needs(each, found);
  return found;
}

const lines = [...messages.keys()]
  .filter((id) => !id.startsWith("-"))
  .sort()
  .map((id) => `  '${id}': ${[...needs(messages.get(id))].sort().map((name) => `'${name}'`).join(" | ") || "never"};`);

writeFileSync(
  join(words, "messages.ts"),
  `/** Made from \`en/*.ftl\` by web/tools/messages.mjs, with every build. */

/** The values that each message of the catalogue needs. */
export interface Messages {
${lines.join("\n")}
}

export type MessageId = keyof Messages;
`,
);
