// A view is the behaviour of the element that names it: `<form data-view="composer">`.

import { ref } from "./template.js"

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

/** Make and start the view of every element that names one in `views`. */
export const startViews = (views, context) => {
  const started = []
  for (const element of document.querySelectorAll("[data-view]")) {
    const View = views[element.dataset.view]
    if (View) started.push(new View(element, context))
  }
  for (const view of started) view.start()
}
