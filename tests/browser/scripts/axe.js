// What axe-core finds wrong: by all of its rules, or by those that are named.
async (rules) => {
  const chosen = rules ? { runOnly: rules } : {}
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"], ...chosen })
  if (!passes.length) throw new Error("axe looked at nothing")
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any }) => {
    return `${id}: ${help}: ${target.join(" ")} ${any[0]?.message ?? ""}`
  }))
}
