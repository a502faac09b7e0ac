// Elements are never made from text: they are cloned from the <template>s of the page.

/** Clone the only element in `<template id="…-template">`. */
export const clone = (name) => {
  const template = document.getElementById(`${name}-template`)
  return document.importNode(template.content.firstElementChild, true)
}

/** The element inside `root` (or `root` itself) that is marked `data-ref="name"`. */
export const ref = (root, name) =>
  root.matches(`[data-ref="${name}"]`) ? root : root.querySelector(`[data-ref="${name}"]`)
