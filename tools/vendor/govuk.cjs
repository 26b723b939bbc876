// Takes the look of gov.uk off govuk-frontend's style sheet and turns it right to left:
//   node govuk.cjs IN.css OUT.css OUT.rtl.css
// Fonts, crest and the parts of gov.uk itself go; every literal colour, type size, weight and typeface becomes a token that
// tokens.css sets. A colour this table does not know stops the run, so that a new version is looked at.
const fs = require("fs");
const postcss = require("postcss");
const rtlcss = require("rtlcss");

const GONE = /govuk-(header|footer|cookie-banner|exit-this-page|feedback|generic-header|language-navigation|phase-banner|logo|crest|skip-link-logo)/;
const LITERAL = /#[0-9a-f]{3,8}\b/g;
const INK = {
  "#0b0c0c": "--govuk-text-colour", "#fff": "--catenary-on-strong", "#f3f3f3": "--catenary-quiet",
  "#0f385c": "--catenary-blue-ink", "#083d29": "--catenary-green-ink", "#651b1b": "--catenary-red-ink",
  "#2a1950": "--catenary-purple-ink", "#7a3c1c": "--catenary-orange-ink", "#0b4144": "--catenary-teal-ink",
  "#651b3e": "--catenary-magenta-ink",
};
const PAINT = {
  "#0b0c0c": "--govuk-text-colour", "#fff": "--govuk-body-background-colour", "#f4f8fb": "--govuk-surface-background-colour",
  "#1d70b8": "--govuk-brand-colour", "#f3f3f3": "--catenary-quiet", "#cecece": "--catenary-quiet-hover",
  "#858686": "--catenary-quiet-edge", "#0f385c": "--catenary-quiet-edge", "#0f7a52": "--catenary-action",
  "#0b5c3e": "--catenary-action-hover", "#083d29": "--catenary-action-edge", "#ca3535": "--catenary-danger",
  "#982828": "--catenary-danger-hover", "#651b1b": "--catenary-danger-edge", "#d2e2f1": "--catenary-blue-tint",
  "#cfe4dc": "--catenary-green-tint", "#f4d7d7": "--catenary-red-tint", "#ddd6ec": "--catenary-purple-tint",
  "#fde4d7": "--catenary-orange-tint", "#d0e6e7": "--catenary-teal-tint", "#f4d7e5": "--catenary-magenta-tint",
  "#ffee80": "--catenary-yellow-tint",
};
const SIZES = {
  "5rem": 80, "3.3125rem": 53, "3rem": 48, "2.25rem": 36, "2rem": 32, "1.9375rem": 31, "1.6875rem": 27, "1.5rem": 24,
  "1.3125rem": 21, "1.1875rem": 19, "1rem": 16,
};

function tokenOf(declaration, literal) {
  const token = (declaration.prop === "color" ? INK : PAINT)[literal];
  if (!token) throw declaration.error(`no token for ${declaration.prop}: ${literal}`);
  return `var(${token},${literal})`;
}

function colours(declaration) {
  const parts = declaration.value.split(/(var\([^)]*\))/);
  declaration.value = parts
    .map((part) => (part.startsWith("var(") ? part : part.replace(LITERAL, (hex) => tokenOf(declaration, hex))))
    .join("");
}

function type(declaration) {
  const { prop, value } = declaration;
  if (prop === "font-family") declaration.value = "var(--catenary-typeface,sans-serif)";
  if (prop === "font-weight" && value === "700") declaration.value = "var(--catenary-strong,700)";
  if (prop === "font-size" && SIZES[value]) declaration.value = `var(--catenary-type-${SIZES[value]},${value})`;
}

function purge(root) {
  root.walkAtRules("font-face", (rule) => rule.remove());
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !GONE.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkRules(":root", (rule) => rule.walkDecls(/^--govuk-.*-colour$/, (declaration) => declaration.remove()));
  root.walkComments((comment) => comment.remove());
  for (let empty = true; empty; ) {
    empty = false;
    root.walk((node) => {
      if (node.nodes && node.nodes.length === 0) { node.remove(); empty = true; }
    });
  }
}

const [source, ltr, rtl] = process.argv.slice(2);
const root = postcss.parse(fs.readFileSync(source, "utf8"));
purge(root);
root.walkDecls((declaration) => {
  type(declaration);
  if (!declaration.prop.startsWith("--")) colours(declaration);
});
const text = root.toString() + "\n";
if (/url\(|GDS|crest/i.test(text)) throw new Error("a font or picture of gov.uk is left");
fs.writeFileSync(ltr, text);
fs.writeFileSync(rtl, rtlcss.process(text));
