import * as api from "../net/api.js"
import { Failure, isLost } from "../net/failure.js"
import * as authenticator from "./authenticator.js"
import { crypto } from "./crypto.js"
import { openOwn } from "./sealed.js"

/** The second factor of the account that is logged in (PROTOCOL 5.3). Whoever changes it knows the password: `bad-password` else. */
export class SecondFactor {
  #login
  #told

  /** @param told what turns whatever is thrown into a Failure */
  constructor(login, told) {
    this.#login = login
    this.#told = told
  }

  /** {totp: since when, in milliseconds, or null; codes: how many one-time codes are left; passkeys: [{id, name, opens: whether it logs in alone, time}]}. */
  about() {
    return this.#told(() => api.factor())
  }

  /**
   * Begin to set an app up: {secret, finish}. `finish(code)` turns it on and gives ten one-time codes; it rejects with Failure
   * `bad-factor`, and `factor-unsure` where the answer was lost.
   */
  begin(password) {
    return this.#told(async () => {
      const proof = await this.#prove(password)
      const { salt, secret } = await api.beginTotp({ password: proof })
      return { secret, finish: (code) => this.#asking(() => api.setTotp({ code, password: proof, salt })) }
    })
  }

  /** Ten other one-time codes; those before are void. */
  renewCodes(password) {
    return this.#asking(async () => api.renewCodes({ password: await this.#prove(password) }))
  }

  /**
   * Make a passkey of this name, with the account's keys sealed for it, where it can open them and the server stores them. Gives ten
   * one-time codes where it is the first second factor, else none.
   */
  addPasskey(password, name) {
    return this.#asking(async () => {
      const { store, username } = this.#login
      const { salt, hash, opened } = await openOwn(this.#login, password)
      const proof = await crypto.loginSecret(password, salt)
      const { prf, ...made } = await authenticator.make(await api.beginPasskey({ password: proof }), username)
      const sealed = prf && store === "server" ? await crypto.sealForPasskey({ ...opened, prf, time: Date.now() }) : null
      prf?.fill(0)
      return api.addPasskey({ ...made, bundle: sealed && hash, name, password: proof, sealed })
    })
  }

  removePasskey(password, id) {
    return this.#told(async () => api.removePasskey({ id, password: await this.#prove(password) }))
  }

  turnOff(password) {
    return this.#told(async () => api.factorOff({ password: await this.#prove(password) }))
  }

  /** Opened first: a secret is made beside the account's own salt, whatever the server says. */
  async #prove(password) {
    const { salt } = await openOwn(this.#login, password)
    return crypto.loginSecret(password, salt)
  }

  #asking(work) {
    return this.#told(async () => {
      try {
        return (await work()).codes
      } catch (error) {
        throw isLost(error) ? new Failure("factor-unsure") : error
      }
    })
  }
}
