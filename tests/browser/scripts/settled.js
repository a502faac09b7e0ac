async () => {
  // Wait until fonts and pictures are there, and what was changed has been drawn and moved.
  await document.fonts.ready
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  // A colour that is inherited moves from one element to those within it: some begin when others end.
  for (let calm = 0; calm < 3; calm++) {
    await new Promise((go) => requestAnimationFrame(go))
    const ending = document.getAnimations().filter(({ effect, playState }) => {
      return playState === "running" && effect.getComputedTiming().endTime !== Infinity
    })
    await Promise.all(ending.map(({ finished }) => finished.catch(() => {})))
    if (ending.length) calm = -1
  }
}
