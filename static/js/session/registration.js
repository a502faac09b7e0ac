import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"

/** Who may make an account on this server: "open" (everybody), "invite" (whoever has a code) or "closed" (nobody). Rejects with Failure. */
export async function whoMayRegister() {
  const { registration } = await api.registration()
  if (!["open", "invite", "closed"].includes(registration)) throw new Failure("server-error")
  return registration
}
