import assert from "node:assert/strict"
import { test } from "node:test"
import { drawQr, readPixels } from "../../../static/js/lib/qr.js"
import { qrText } from "../../../static/js/lib/safety_number.js"

const SCALE = 4
const TEXT = qrText("0123456789".repeat(6))

// What the page shows: dark squares at the places of the path, on white.
const pixelsOf = ({ path, size }) => {
  const side = size * SCALE
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let pixel = 0; pixel < SCALE * SCALE; pixel += 1) {
      const [column, row] = [x * SCALE + pixel % SCALE, y * SCALE + Math.floor(pixel / SCALE)]
      data.set([0, 0, 0], (row * side + column) * 4)
    }
  }
  return { width: side, height: side, data }
}

test("what is drawn can be read", async () => {
  assert.equal(await readPixels(pixelsOf(await drawQr(TEXT))), TEXT)
})

test("the white margin that readers ask for is part of the drawing", async () => {
  const { path, size } = await drawQr(TEXT)
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
  assert.equal(Math.min(...places), 4)
  assert.equal(Math.max(...places), size - 5)
})

test("a picture without a code gives nothing", async () => {
  const blank = { width: 40, height: 40, data: new Uint8ClampedArray(6_400).fill(255) }
  assert.equal(await readPixels(blank), null)
})
