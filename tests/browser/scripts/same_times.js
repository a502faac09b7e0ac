(() => {
  // Whatever the time is, this one is written: a picture is to change with the interface alone.
  const morning = Date.UTC(2026, 5, 13, 9, 41)
  const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format")
  Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
    get() {
      const format = get.call(this)
      return () => format(morning)
    },
  })
})()
