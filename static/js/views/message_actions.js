// What can be done with one message. There is one toolbar for all of them: it lies over the one that is pointed at or has the
// focus, so that many messages cost many messages and no buttons.

import { LongPress } from "../lib/long_press.js"
import { clone } from "../lib/template.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

/** Offered at once; any other emoji is in the picker. */
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"]

/** How far it reaches over the edge of its message, in CSS pixels. */
const OVER = 12

const KEYS = {
  "r": "reply", "e": "edit", "c": "copy", "f": "forward", "i": "info", "Delete": "remove", "Enter": "more", " ": "more",
}

export class MessageActions extends View {
  #timeline
  #items
  #article = null
  // One that is pointed at or has the focus, and with which nothing can be done yet.
  #early = null

  start() {
    const { client, place } = this.context
    this.#timeline = this.element.closest(".timeline")
    this.#items = this.#timeline.querySelector(".timeline__items")
    this.#fillQuick()
    // Not only when it comes over one: behind scrolling it is over one already.
    this.#items.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.#show(event.target))
    this.#items.addEventListener("focusin", (event) => this.#show(event.target))
    this.#timeline.addEventListener("pointerleave", () => this.#leave())
    this.#timeline.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.#isAbout(relatedTarget)) this.#leave()
    })
    this.#timeline.addEventListener("scroll", () => this.#follow(), { capture: true, passive: true })
    this.#timeline.addEventListener("keydown", (event) => this.#key(event))
    this.element.addEventListener("click", (event) => this.#pressed(event))
    document.addEventListener("pointerdown", ({ target }) => this.element.contains(target) || this.#fold())
    new LongPress(this.#items, (target) => {
      this.#show(target)
      if (this.#article) this.#unfold("more")
    })
    place.addEventListener("open", () => this.#hide())
    place.addEventListener("back", (event) => {
      if (!this.#isUnfolded) return
      event.preventDefault()
      this.#hide()
    })
    this.#timeline.addEventListener("drawn", () => this.#article?.isConnected || this.#hide())
    client.addEventListener("timeline", () => {
      if (this.#early?.matches(":hover, :focus, :focus-within")) this.#show(this.#early)
    })
  }

  get #item() {
    const { client, place } = this.context
    const key = this.#article?.dataset.key
    return client.timeline(place.opened).findLast((item) => item.key === key)
  }

  #fillQuick() {
    for (const row of this.element.querySelectorAll("[data-quick]")) {
      row.append(...QUICK.map((emoji) => {
        const button = clone("quick-reaction")
        button.textContent = emoji
        button.dataset.emoji = emoji
        return button
      }), clone("other-reaction"))
    }
  }

  #panel(name) {
    return this.element.querySelector(`[data-panel="${name}"]`)
  }

  #show(target) {
    const article = target.closest?.(".message")
    if (!article || article === this.#article || this.#isUnfolded) return
    this.#article = article
    this.#early = null
    const item = this.#item
    // What has not been sent has buttons of its own; of what is deleted there is nothing to do anything with.
    if (!item || item.seq === null || item.deleted || !this.#isActive) {
      this.#hide()
      this.#early = item?.seq === null ? article : null
      return
    }
    this.#fold()
    for (const button of this.element.querySelectorAll("[data-for]")) button.hidden = !isFor(button.dataset.for, item)
    this.element.toggleAttribute("data-own", item.mine)
    this.element.hidden = false
    this.#place()
  }

  #place() {
    const { top, bottom } = this.#timeline.getBoundingClientRect()
    const edge = this.#article.getBoundingClientRect().top - OVER
    const lowest = bottom - top - this.element.offsetHeight
    this.element.style.setProperty("--top", `${Math.max(0, Math.min(edge - top, lowest))}px`)
  }

  // With the message as long as a menu is open, else away.
  #follow() {
    if (this.element.hidden) return
    if (this.#isUnfolded || this.#isAbout(document.activeElement)) this.#place()
    else this.#hide()
  }

  #isAbout(element) {
    return this.element.contains(element) || Boolean(this.#article?.contains(element))
  }

  get #isActive() {
    const { client, place } = this.context
    return client.chats.some(({ room, active }) => room === place.opened && active)
  }

  get #isUnfolded() {
    return Boolean(this.element.querySelector("[data-panel]:not([hidden])"))
  }

  #leave() {
    if (!this.#isUnfolded && !this.#isAbout(document.activeElement)) this.#hide()
  }

  #hide() {
    this.#fold()
    this.element.hidden = true
    this.#article = null
  }

  #unfold(name) {
    this.#fold()
    this.#panel(name).hidden = false
    this.#article.toggleAttribute("data-held", true)
    this.element.querySelector(`button[data-do="${name}"]`).setAttribute("aria-expanded", "true")
    const { bottom } = this.element.getBoundingClientRect()
    // Where there is no room below, it opens upwards.
    this.element.toggleAttribute("data-up", bottom + this.#panel(name).offsetHeight > innerHeight - 8)
    buttons(this.#panel(name))[0].focus({ preventScroll: true })
  }

  #fold() {
    if (this.#isUnfolded) this.#article.toggleAttribute("data-held", false)
    for (const name of ["react", "more"]) {
      this.#panel(name).hidden = true
      this.element.querySelector(`button[data-do="${name}"]`).setAttribute("aria-expanded", "false")
    }
  }

  #pressed(event) {
    const button = event.target.closest("[data-do]")
    if (!button) return
    event.stopPropagation()
    this.#do(button.dataset.do, button.dataset.emoji)
  }

  #key(event) {
    if (event.key === "Escape" && this.#isUnfolded) {
      event.preventDefault()
      event.stopPropagation()
      this.#fold()
      return this.#article.focus({ preventScroll: true })
    }
    if (this.#isUnfolded) return this.#walk(event)
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const isInside = event.target.matches(".message")
    if (isInside || event.target.matches(".timeline__scroll")) this.#step(event)
    const action = KEYS[event.key]
    if (!isInside || !action || this.element.hidden) return
    const button = this.element.querySelector(`[data-panel="more"] [data-do="${action}"]`)
    if (button?.hidden) return
    event.preventDefault()
    this.#do(action)
  }

  // From message to message, the newest first.
  #step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && this.context.timeline.step(event.target.closest(".message"), step)) event.preventDefault()
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    const all = buttons(this.element.querySelector("[data-panel]:not([hidden])"))
    const direction = event.key.endsWith("t") && document.dir === "rtl" ? -step : step
    all[(all.indexOf(document.activeElement) + direction + all.length) % all.length].focus({ preventScroll: true })
  }

  async #do(name, emoji) {
    const { composing, dialogs, place, selection } = this.context
    const item = this.#item
    if (!item) return this.#hide()
    if (name === "react" || name === "more") return this.#panel(name).hidden ? this.#unfold(name) : this.#fold()
    this.#fold()
    if (name === "quick") return this.#react(item, emoji)
    if (name === "pick") return this.#pick(item)
    if (name === "reply") return composing.reply(item)
    if (name === "edit") return composing.edit(item)
    if (name === "select") return selection.begin(place.opened, item.id)
    if (name === "forward") return dialogs.get("forward").openFor(place.opened, [item.id])
    this.#article.focus({ preventScroll: true })
    if (name === "info") return dialogs.get("message-info").openFor(place.opened, item.id)
    if (name === "copy") return this.#attempt(() => this.#copy(item.text))
    if (name === "remove" && await dialogs.get("ask").ask("ask-delete")) {
      await this.#attempt(() => this.context.client.remove(place.opened, item.id))
    }
  }

  async #pick(item) {
    const article = this.#article
    article.focus({ preventScroll: true })
    article.toggleAttribute("data-held", true)
    const emoji = await this.context.emoji.pick(article.querySelector(".message__bubble"))
    article.toggleAttribute("data-held", false)
    if (emoji) this.#react(item, emoji)
  }

  #react(item, emoji) {
    const { client, place } = this.context
    if (!this.#isActive) return
    const isOn = item.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)
    this.#attempt(() => client.react(place.opened, item.id, emoji, !isOn))
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text)
    this.context.toast.say(t("action-copied"))
  }

  async #attempt(work) {
    try {
      await work()
    } catch (failure) {
      this.context.toast.say(failureSentence(failure))
    }
  }
}

const buttons = (panel) => [...panel.querySelectorAll("button")].filter((button) => button.checkVisibility())

const isFor = (what, item) => ({
  "own": item.mine,
  "own-text": item.mine,
  "text": item.text !== "",
})[what]
