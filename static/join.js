// Join the modules of each page, and those of each worker, into few files: docs/decisions/joined-modules.md.
//
// Reads from standard input what `python -m chat.joined` writes: {inputs, pages, workers, files: {name in the tree: path}, bare: {bare name: name}}.
// Writes static/joined/: the files, and list.json, which says what each page loads. Comments and white space go, nothing else changes.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { posix } from "node:path"

import { build, version } from "esbuild"

const FOLDER = new URL("joined/", import.meta.url)
const UNFINISHED = new URL("joined.unfinished/", import.meta.url)

const { inputs, pages, workers, files, bare } = JSON.parse(await readFile("/dev/stdin", "utf8"))

/** Modules are found by their names in the tree, as browsers find them; what loads later by its bare name, the page's import map finds. */
const tree = {
  name: "tree",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
      if (kind === "entry-point") return { path: posix.normalize(path), namespace: "tree" }
      if (!(path in bare)) return { path: posix.join(posix.dirname(importer), path), namespace: "tree" }
      return kind === "dynamic-import" ? { path, external: true } : { path: bare[path], namespace: "tree" }
    })
    onLoad({ filter: /.*/, namespace: "tree" }, async ({ path }) => {
      if (!(path in files)) throw new Error(`${path} is not in the tree`)
      return { contents: await readFile(files[path]) }
    })
  },
}

/** The metafile's `outputs`, by name in the tree. */
const join = async (entryPoints, options) => {
  const { metafile, outputFiles } = await build({
    ...options, entryPoints, absWorkingDir: import.meta.dirname, bundle: true, format: "esm", logLevel: "warning", metafile: true,
    minifyWhitespace: true, outdir: ".", plugins: [tree], target: "esnext", write: false,
  })
  for (const { path, contents } of outputFiles) {
    const url = new URL(posix.relative(import.meta.dirname, path), UNFINISHED)
    await mkdir(new URL(".", url), { recursive: true })
    await writeFile(url, contents)
  }
  return metafile.outputs
}

/** A file and all that it imports before it runs; what is in `known` was loaded by then. */
const withImports = (outputs, name, known = []) => {
  const found = new Set([name])
  for (const one of found) {
    for (const { path, kind, external } of outputs[one].imports) if (kind === "import-statement" && !external) found.add(path)
  }
  return [...found].filter((one) => !known.includes(one))
}

const joinPage = async (page) => {
  const [main, module] = [`pages/${page}-main.js`, `pages/${page}.js`]
  const entries = [{ in: "js/main.js", out: `pages/${page}-main` }, { in: `js/pages/${page}.js`, out: `pages/${page}` }]
  const outputs = await join(entries, { chunkNames: "pages/[name]-[hash]", splitting: true })
  const first = [...new Set([...withImports(outputs, main), ...withImports(outputs, module)])]
  const later = outputs[module].imports.filter(({ kind, external }) => kind === "dynamic-import" && !external)
  const rest = new Set(later.flatMap(({ path }) => withImports(outputs, path, first)))
  const named = (names) => names.map((name) => `joined/${name}`)
  return { main: `joined/${main}`, module: `joined/${module}`, first: named(first), later: named([...rest]) }
}

await rm(UNFINISHED, { force: true, recursive: true })
const list = { inputs, esbuild: version, pages: {} }
for (const page of pages) list.pages[page] = await joinPage(page)
for (const worker of workers) await join([{ in: `js/${worker}.js`, out: worker }], {})
await writeFile(new URL("list.json", UNFINISHED), `${JSON.stringify(list, null, 2)}\n`)
await rm(FOLDER, { force: true, recursive: true })
await rename(UNFINISHED, FOLDER)
