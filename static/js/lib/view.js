// A view is the behaviour of the element that names it: `<form data-view="composer">`.

import { pause } from "./pause.js"
import { ref } from "./template.js"

/** Views that are started without a pause. */
const FEW = 8

export class View {
  #refs = new Map()

  /** `context` holds what the page's views share: client, place, ask. */
  constructor(element, context) {
    this.element = element
    this.context = context
  }

  /** The element of this view marked `data-ref="name"`; looked for once, as ten thousand messages may lie before it. */
  ref(name) {
    if (!this.#refs.has(name)) this.#refs.set(name, ref(this.element, name))
    return this.#refs.get(name)
  }

  /** Begin to listen; called once, when all views of the page exist. */
  start() {}
}

const makeViews = (views, context) => {
  const made = []
  for (const element of document.querySelectorAll("[data-view]")) {
    const View = views[element.dataset.view]
    if (View) made.push(new View(element, context))
  }
  return made
}

/** Make and start the view of every element that names one in `views`. */
export const startViews = (views, context) => {
  for (const view of makeViews(views, context)) view.start()
}

/**
 * The same, of a page that has so many that the browser would stand still meanwhile: a few at a time those in dialogs, which nobody has
 * opened yet, and at last, in one go, all that can be seen.
 */
export const startManyViews = async (views, context) => {
  const made = makeViews(views, context)
  await pause()
  const hidden = made.filter(({ element }) => element.closest("dialog"))
  for (const [number, view] of hidden.entries()) {
    view.start()
    if (number % FEW === FEW - 1) await pause()
  }
  for (const view of made) if (!hidden.includes(view)) view.start()
}
