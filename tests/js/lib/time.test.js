import assert from "node:assert/strict"
import { test } from "node:test"
import { agoInText, dayInText, dayKey, dayName, momentInText, shortTime, timeOfDay } from "../../../static/js/lib/time.js"

const at = (...parts) => new Date(...parts).getTime()
const now = at(2026, 4, 14, 9, 30)

test("days are told apart by the reader's clock", () => {
  assert.equal(dayKey(at(2026, 4, 14, 0, 0)), dayKey(at(2026, 4, 14, 23, 59)))
  assert.notEqual(dayKey(at(2026, 4, 14, 0, 0)), dayKey(at(2026, 4, 13, 23, 59)))
})

test("today and yesterday have names, other days a date, and another year says so", () => {
  const [today, yesterday, before, longAgo] = [14, 13, 12, -400].map((day) => dayName(at(2026, 4, day, 23), now))
  assert.equal(new Set([today, yesterday, before, longAgo]).size, 4)
  assert.ok(!/\d/.test(today + yesterday))
  assert.match(before, /12/)
  assert.match(longAgo, /2025/)
})

test("the list of chats says the clock today, the weekday this week, then the date", () => {
  assert.equal(shortTime(at(2026, 4, 14, 8, 5), now), timeOfDay(at(2026, 4, 14, 8, 5)))
  assert.ok(!/\d/.test(shortTime(at(2026, 4, 10), now)))
  assert.match(shortTime(at(2026, 4, 1), now), /1/)
  assert.match(shortTime(at(2025, 4, 1), now), /2025/)
})

test("a day within a sentence names the year only where it is another one", () => {
  assert.match(dayInText(at(2026, 1, 3), now), /3/)
  assert.ok(!/2026/.test(dayInText(at(2026, 1, 3), now)))
  assert.match(dayInText(at(2025, 1, 3), now), /2025/)
})

test("a moment to wait for is the next full minute, with its day where that is another", () => {
  assert.equal(momentInText(at(2026, 4, 14, 9, 59, 1), now), timeOfDay(at(2026, 4, 14, 10, 0)))
  assert.equal(momentInText(at(2026, 4, 14, 10, 0, 0), now), timeOfDay(at(2026, 4, 14, 10, 0)))
  assert.match(momentInText(at(2026, 4, 15, 9, 30), now), /15/)
})

test("how long ago something was is said in full hours, then in days", () => {
  assert.match(agoInText(at(2026, 4, 14, 6, 45), now), /2/)
  assert.equal(agoInText(at(2026, 4, 13, 9, 0), now), "yesterday")
  assert.match(agoInText(at(2026, 4, 4, 9, 0), now), /10/)
})
