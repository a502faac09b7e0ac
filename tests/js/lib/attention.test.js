import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { Attention } from "../../../static/js/lib/attention.js"

const MINUTE = 60_000

class Page extends EventTarget {
  visibilityState = "visible"

  turn(state) {
    this.visibilityState = state
    this.dispatchEvent(new Event("visibilitychange"))
  }

  meet() {
    this.dispatchEvent(new Event("keydown"))
  }
}

/** What tabs say to each other, at once. */
class Channel extends EventTarget {
  static all = []

  constructor() {
    super()
    Channel.all.push(this)
  }

  postMessage(data) {
    for (const other of Channel.all) {
      if (other !== this) other.dispatchEvent(Object.assign(new Event("message"), { data }))
    }
  }
}

/** A tab, and what it told. */
const tab = (state = "visible") => {
  const page = Object.assign(new Page(), { visibilityState: state })
  const told = []
  const attention = new Attention((isIdle) => told.push(isIdle), { page, others: new Channel() })
  return { attention, page, told }
}

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 })
  Channel.all = []
})

test("without input nobody is there after a few minutes, and at once again with it", () => {
  const { page, told } = tab()
  mock.timers.tick(2 * MINUTE)
  page.meet()
  mock.timers.tick(2 * MINUTE)
  assert.deepEqual(told, [])
  mock.timers.tick(MINUTE)
  assert.deepEqual(told, [true])
  page.meet()
  page.meet()
  assert.deepEqual(told, [true, false])
})

test("a page out of sight is left soon, but not for a glance at another one", () => {
  const { page, told } = tab()
  page.turn("hidden")
  mock.timers.tick(10_000)
  page.turn("visible")
  mock.timers.tick(MINUTE)
  assert.deepEqual(told, [])
  page.turn("hidden")
  mock.timers.tick(MINUTE)
  assert.deepEqual(told, [true])
  page.turn("visible")
  assert.deepEqual(told, [true, false])
})

test("a page that was opened out of sight is left, too", () => {
  const { told } = tab("hidden")
  mock.timers.tick(MINUTE)
  assert.deepEqual(told, [true])
})

test("input in one tab counts for the others, and so does leaving it", () => {
  const [one, other] = [tab(), tab()]
  other.page.turn("hidden")
  for (let minute = 0; minute < 10; minute++) {
    mock.timers.tick(MINUTE)
    one.page.meet()
  }
  assert.deepEqual([one.told, other.told], [[], []])
  one.page.turn("hidden")
  mock.timers.tick(MINUTE)
  assert.deepEqual([one.told, other.told], [[true], [true]])
  // Another one that is closed now says nothing new.
  other.page.turn("hidden")
  assert.deepEqual([one.told, other.told], [[true], [true]])
  other.page.turn("visible")
  assert.deepEqual([one.told, other.told], [[true, false], [true, false]])
})
