// No semicolons, double quotes, `const`; and the walls between the parts, which no habit guards.
import js from "@eslint/js"
import stylistic from "@stylistic/eslint-plugin"
import globals from "globals"

const LIBRARIES = ["CryptoJS", "JSEncrypt"]

const restrictedLibraries = LIBRARIES.flatMap((name) => [
  { object: "globalThis", property: name, message: "Only crypto/primitives.js touches the libraries." },
  { object: "self", property: name, message: "Only crypto/primitives.js touches the libraries." },
  { object: "window", property: name, message: "Only crypto/primitives.js touches the libraries." },
])

const restrictedMarkup = ["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
  property, message: "What was decrypted enters a page through textContent.",
}))

const MATH_RANDOM = { object: "Math", property: "random", message: "Randomness is crypto.getRandomValues." }

export default [
  { ignores: ["**/node_modules/"] },
  js.configs.recommended,
  stylistic.configs.customize({ indent: 2, quotes: "double", semi: false, arrowParens: true }),
  {
    plugins: { "@stylistic": stylistic },
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@stylistic/brace-style": ["error", "1tbs", { allowSingleLine: true }],
      "@stylistic/max-len": ["error", {
        code: 120, ignoreComments: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreUrls: true,
      }],
      "@stylistic/max-statements-per-line": ["error", { max: 2 }],
      "@stylistic/multiline-ternary": "off",
      "@stylistic/no-mixed-operators": "off",
      "@stylistic/operator-linebreak": ["error", "before", { overrides: { "=": "after" } }],
      "@stylistic/quotes": ["error", "double", { avoidEscape: true, allowTemplateLiterals: "avoidEscape" }],
      "eqeqeq": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-globals": ["error", ...LIBRARIES],
      "no-restricted-properties": ["error", ...restrictedLibraries, ...restrictedMarkup, MATH_RANDOM],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["**/js/**"],
    languageOptions: { globals: globals.browser },
  },
  {
    // Views ask the session layer; keys and bytes are none of their business.
    files: ["**/js/views/**", "**/js/lib/**", "**/js/net/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/crypto/**"] }] },
  },
  {
    // The scheme runs in a worker and in Node: no page, no session, no library by import.
    files: ["**/js/crypto/**"],
    languageOptions: { globals: globals["shared-node-browser"] },
    rules: {
      "no-restricted-globals": ["error", ...LIBRARIES, "crypto"],
      "no-restricted-imports": ["error", { patterns: ["../**"] }],
    },
  },
  {
    files: ["**/js/crypto/primitives.js"],
    rules: { "no-restricted-properties": ["error", ...restrictedMarkup, MATH_RANDOM] },
  },
  {
    files: ["**/js/crypto/worker.js", "**/js/net/porter_worker.js"],
    languageOptions: { globals: globals.worker, sourceType: "script" },
  },
  {
    // Runs before the page is painted, which no module does.
    files: ["**/js/early.js"],
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["**/tests/js/**", "**/eslint.config.js", "**/join.js"],
    languageOptions: { globals: { ...globals.node, CryptoJS: "readonly", JSEncrypt: "readonly" } },
    rules: {
      "no-restricted-globals": "off",
      "no-restricted-imports": "off",
      "no-restricted-properties": "off",
    },
  },
]
