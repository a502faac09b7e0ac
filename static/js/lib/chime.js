// The sound of a new message: two soft notes, made here, so that there is no file to load.

/** [hertz, begins after seconds] */
const NOTES = [[659.25, 0], [880, 0.11]]
const LASTS = 0.45
const LOUDNESS = 0.12

/** Messages that come at once sound once, in milliseconds. */
const PAUSE = 1_500

let context = null
let sounded = -Infinity

/** Make it, where the browser lets pages sound: somebody has used this one. */
export const chime = async () => {
  if (navigator.userActivation?.hasBeenActive === false || performance.now() - sounded < PAUSE) return
  sounded = performance.now()
  context ??= new AudioContext()
  await context.resume()
  for (const [pitch, after] of NOTES) play(pitch, context.currentTime + after)
}

const play = (pitch, from) => {
  const tone = context.createOscillator()
  const loudness = context.createGain()
  tone.frequency.value = pitch
  // To nothing at both ends, or it would click.
  loudness.gain.setValueAtTime(0, from)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.015)
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + LASTS)
  tone.connect(loudness).connect(context.destination)
  tone.start(from)
  tone.stop(from + LASTS)
}
