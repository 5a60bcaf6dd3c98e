// Lists the messages of the catalogue that the page's code says.
//
//   node said_messages.mjs WEB
//
// Prints JSON, a list of ids: all that the first argument of `say` and `sayWith` can be, as the compiler knows it, and the literals
// that stand where an id of any message is wanted, as in a table. It needs src/words/messages.ts.
import { createRequire } from "node:module";
import { join } from "node:path";

const [web] = process.argv.slice(2);
const { resolve } = createRequire(join(web, "package.json"));
const { API } = await import(resolve("typescript/unstable/sync"));
const { SyntaxKind: Kind } = await import(resolve("typescript/unstable/ast"));

const api = new API({ cwd: web });
const { program, checker } = api.updateSnapshot({ openProjects: [join(web, "tsconfig.json")] }).getProjects()[0];
const WORDS = join(web, "src", "words", "index.ts");

/** The literals of a union, or the one that a type is. */
const literals = (type) => (type?.isUnionType() ? type.getTypes() : [type]).map((each) => each?.value).filter((value) => typeof value === "string");
/** `Plain` has hundreds of ids. Who is given one of them says none in particular; who writes one there means it. */
const isAny = (ids) => ids.length > 200;

const said = new Set();
const learn = (node) => {
  if (node.kind === Kind.CallExpression && /^say(With)?$/.test(node.expression.text ?? "")) {
    const ids = literals(checker.getTypeAtLocation(node.arguments[0]));
    if (!isAny(ids)) for (const id of ids) said.add(id);
  }
  const isId = node.kind === Kind.StringLiteral ? /^[a-z][a-z0-9-]*$/.test(node.text) : node.kind === Kind.TemplateExpression;
  if (isId && isAny(literals(checker.getContextualType(node)))) for (const id of literals(checker.getTypeAtLocation(node))) said.add(id);
  node.forEachChild(learn);
};
for (const name of program.getSourceFileNames()) {
  if (name.startsWith(join(web, "src")) && name !== WORDS && !name.endsWith(".d.ts")) learn(program.getSourceFile(name));
}
api.close();
console.log(JSON.stringify([...said]));
