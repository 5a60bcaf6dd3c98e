// Finds texts of the page that stand in its code and not in the catalogue.
//
//   node plain_texts.mjs WEB TSCONFIG
//
// Prints JSON, a list of file, line and text, where a hole of a template is `*`. It reads the code as the compiler does: a text is
// what stands between tags, what is given to an attribute that somebody reads or hears, and whatever else has several words and is
// none of the codes that a type lists.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

const [web, tsconfig] = process.argv.slice(2);
const { resolve } = createRequire(join(web, "package.json"));
const { API } = await import(resolve("typescript/unstable/sync"));
const { SyntaxKind: Kind } = await import(resolve("typescript/unstable/ast"));

/** Attributes, and properties of objects, whose value somebody reads or hears. */
const READ = new Set([
  "action", "alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "hint", "label", "note", "placeholder",
  "sentence", "title", "words",
]);
const LETTER = /\p{L}/u;
const SEVERAL_WORDS = /\p{L}{2,}[,.;:]? \p{L}{2,}/u;
/** With a hole, one word more is enough: `${left} left`. */
const WORD_AND_HOLE = /(^|\s)\p{L}{2,} \*|\*[,.;:]? \p{L}{2,}/u;

const COMPARES = new Set([
  Kind.EqualsEqualsEqualsToken, Kind.ExclamationEqualsEqualsToken, Kind.EqualsEqualsToken, Kind.ExclamationEqualsToken,
]);
const isLiteral = ({ kind }) => kind === Kind.StringLiteral || kind === Kind.NoSubstitutionTemplateLiteral;
const textOf = (node) =>
  isLiteral(node) ? node.text : [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("*");

/** The literals that an expression may have as its value, whatever is asked on the way to it. */
function* given(node) {
  switch (node?.kind) {
    case Kind.StringLiteral:
    case Kind.NoSubstitutionTemplateLiteral:
      yield node;
      break;
    case Kind.TemplateExpression:
      yield node;
      for (const { expression } of node.templateSpans) yield* given(expression);
      break;
    case Kind.ConditionalExpression:
      yield* given(node.whenTrue);
      yield* given(node.whenFalse);
      break;
    case Kind.BinaryExpression:
      if (node.operatorToken.kind !== Kind.AmpersandAmpersandToken) yield* given(node.left);
      yield* given(node.right);
      break;
    case Kind.ParenthesizedExpression:
    case Kind.AsExpression:
    case Kind.NonNullExpression:
    case Kind.JsxExpression:
      yield* given(node.expression);
  }
}

/** Words for programmers and machines. An error of the page's own has a sentence, which is shown. */
function isUnseen(node, file) {
  if (node.kind === Kind.NewExpression) return /^((Type|Range)?Error|DOMException)$/.test(node.expression.getText(file));
  if (node.kind === Kind.CallExpression) return node.expression.kind === Kind.SuperKeyword;
  if (node.kind === Kind.BinaryExpression) return COMPARES.has(node.operatorToken.kind);
  if (node.kind === Kind.JsxAttribute || node.kind === Kind.PropertyAssignment) return node.name.getText(file) === "class";
  return [Kind.CaseClause, Kind.LiteralType].includes(node.kind);
}

const api = new API({ cwd: web });
const { program } = api.updateSnapshot({ openProjects: [tsconfig] }).getProjects()[0];
const files = program
  .getSourceFileNames()
  .filter((name) => /\.tsx?$/.test(name) && !/\/words\/(messages|pseudo)\.ts$/.test(name))
  .map((name) => program.getSourceFile(name));

const codes = new Set();
const learn = (node) => {
  if (node.kind === Kind.LiteralType && isLiteral(node.literal)) codes.add(node.literal.text);
  node.forEachChild(learn);
};
for (const file of files) learn(file);

const catalogue = join(web, "src", "words", "en");
const messages = new Set(
  readdirSync(catalogue)
    .filter((name) => name.endsWith(".ftl"))
    .flatMap((name) => readFileSync(join(catalogue, name), "utf8").match(/^[a-zA-Z][\w-]*(?= *=)/gm) ?? []),
);
/** A message's id, or the template of some. */
function isMessage(text) {
  if (messages.has(text)) return true;
  const [start, ...rest] = text.split("*");
  return rest.length > 0 && start !== "" && [...messages].some((id) => id.startsWith(start) && id.endsWith(rest.at(-1)));
}

const texts = [];
for (const file of files) {
  const told = new Set();
  const tell = (node, text) => {
    if (told.has(node)) return;
    told.add(node);
    const line = file.text.slice(0, node.getStart(file)).split("\n").length;
    texts.push({ file: relative(web, file.fileName), line, text: text.trim().replace(/\s+/g, " ") });
  };
  const look = (node) => {
    if (isUnseen(node, file)) return;
    if (node.kind === Kind.JsxElement && node.openingElement.tagName.getText(file) === "code") return;
    if (node.kind === Kind.JsxText && LETTER.test(node.text)) tell(node, node.text);
    const isChild = node.kind === Kind.JsxExpression && node.parent.kind !== Kind.JsxAttribute;
    const isRead =
      (node.kind === Kind.JsxAttribute || node.kind === Kind.PropertyAssignment) &&
      READ.has(node.name.text ?? node.name.getText(file));
    for (const each of isChild ? given(node) : isRead ? given(node.initializer) : []) {
      const text = textOf(each);
      if (LETTER.test(text) && !(isRead && isMessage(text))) tell(each, text);
    }
    if (isLiteral(node) || node.kind === Kind.TemplateExpression) {
      const text = textOf(node);
      if ((SEVERAL_WORDS.test(text) || WORD_AND_HOLE.test(text)) && !codes.has(text)) tell(node, text);
    }
    node.forEachChild(look);
  };
  look(file);
}
api.close();
console.log(JSON.stringify(texts));
