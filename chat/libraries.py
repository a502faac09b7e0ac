"""The browser libraries that are served: name in the tree → place in node_modules.

They are served as their packages ship them, byte for byte, so that anyone can compare.
Which library does what, and why it is here, is in docs/decisions/.
"""

LIBRARIES = {
    "lib/bip39/english.js": "@scure/bip39/wordlists/english.js",
    "lib/bip39/index.js": "@scure/bip39/index.js",
    "lib/crypto-js.js": "crypto-js/crypto-js.js",
    "lib/jsencrypt.min.js": "jsencrypt/bin/jsencrypt.min.js",
    "lib/emoji/groups.json": "unicode-emoji-json/data-by-group.json",
    "lib/emoji/keywords.json": "emojilib/dist/emoji-en-US.json",
    "lib/idb.js": "idb/build/index.js",
    "lib/socket.io.esm.min.js": "socket.io-client/dist/socket.io.esm.min.js",
    "lib/fluent/builtins.js": "@fluent/bundle/esm/builtins.js",
    "lib/fluent/bundle.js": "@fluent/bundle/esm/bundle.js",
    "lib/fluent/index.js": "@fluent/bundle/esm/index.js",
    "lib/fluent/memoizer.js": "@fluent/bundle/esm/memoizer.js",
    "lib/fluent/resolver.js": "@fluent/bundle/esm/resolver.js",
    "lib/fluent/resource.js": "@fluent/bundle/esm/resource.js",
    "lib/fluent/scope.js": "@fluent/bundle/esm/scope.js",
    "lib/fluent/types.js": "@fluent/bundle/esm/types.js",
    "lib/noble/_md.js": "@noble/hashes/_md.js",
    "lib/noble/_u64.js": "@noble/hashes/_u64.js",
    "lib/noble/hmac.js": "@noble/hashes/hmac.js",
    "lib/noble/pbkdf2.js": "@noble/hashes/pbkdf2.js",
    "lib/noble/sha2.js": "@noble/hashes/sha2.js",
    "lib/noble/utils.js": "@noble/hashes/utils.js",
    "lib/noble/webcrypto.js": "@noble/hashes/webcrypto.js",
    "lib/qr/decode.js": "qr/decode.js",
    "lib/qr/index.js": "qr/index.js",
    "lib/fastest-levenshtein.js": "fastest-levenshtein/esm/mod.js",
    "lib/zxcvbn/decompress.mjs": (
        "@zxcvbn-ts/dictionary-compression/dist/decompress.mjs"
    ),
}

# These are many small modules each; of the folder only `.mjs` files are served.
LIBRARY_FOLDERS = {
    "lib/zxcvbn/core": "@zxcvbn-ts/core/dist",
    "lib/zxcvbn/common": "@zxcvbn-ts/language-common/dist",
    "lib/zxcvbn/en": "@zxcvbn-ts/language-en/dist",
}

# The bare names that the modules of zxcvbn and BIP 39 import, and the modules of ours
# that load them, Fluent's and qr's.
BARE_NAMES = {
    "@fluent/bundle": "lib/fluent/index.js",
    "@noble/hashes/pbkdf2.js": "lib/noble/pbkdf2.js",
    "@noble/hashes/sha2.js": "lib/noble/sha2.js",
    "@noble/hashes/utils.js": "lib/noble/utils.js",
    "@noble/hashes/webcrypto.js": "lib/noble/webcrypto.js",
    "@scure/bip39": "lib/bip39/index.js",
    "@scure/bip39/wordlists/english.js": "lib/bip39/english.js",
    "qr": "lib/qr/index.js",
    "qr/decode.js": "lib/qr/decode.js",
    "@zxcvbn-ts/core": "lib/zxcvbn/core/index.mjs",
    "@zxcvbn-ts/language-common": "lib/zxcvbn/common/index.mjs",
    "@zxcvbn-ts/language-en": "lib/zxcvbn/en/index.mjs",
    "@zxcvbn-ts/dictionary-compression/decompress": "lib/zxcvbn/decompress.mjs",
    "fastest-levenshtein": "lib/fastest-levenshtein.js",
}
