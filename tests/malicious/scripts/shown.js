() => {
  // What the page says, in the order in which it stands there: refusals and texts.
  const isShown = (element) => element && !element.closest("[hidden]")
  const text = (element) => element?.textContent.trim() ?? ""
  const reasons = []
  const add = (element, what, next) => {
    if (isShown(element)) reasons.push({ code: element.dataset.reason ?? element.dataset.code ?? null, what: text(what), next: text(next) })
  }
  const failed = document.querySelector(".room[data-state=failed] [data-ref=failed]")
  if (failed) add(failed, failed.querySelector("[data-ref=failed-title]"), failed.querySelector("[data-ref=failed-text]"))
  const room = document.querySelector(".room")
  // While another room is loaded, what was there before stands behind the curtain.
  const isOpen = room?.dataset.state === "open"
  const all = (selector) => isOpen ? room.querySelectorAll(selector) : []
  for (const problem of all(".problem")) {
    add(problem, problem.querySelector("[data-ref=what]"), problem.querySelector("[data-ref=next]"))
  }
  for (const failure of all(".message__failure")) add(failure, failure.querySelector("[data-ref=reason]"))
  for (const alert of all(".file__alert")) add(alert, alert)
  for (const alert of document.querySelectorAll(".notice--danger, .field__error")) add(alert, alert)
  for (const blocked of all(".blocked")) add(blocked, blocked.querySelector("[data-ref=text]"))
  for (const alarm of document.querySelectorAll(".chats__alarms > p")) {
    add(alarm, alarm.querySelector("[data-ref=what]"), alarm.querySelector("[data-ref=next]"))
  }
  const texts = [...all(".message__text")].filter(isShown).map(text)
  return { reasons, texts, room: room?.dataset.state ?? null, line: text(room?.querySelector(".room__line")) }
}
