"""The browser libraries that are served: name in the tree → place in node_modules.

They are served as their packages ship them, byte for byte, so that anyone can compare.
Which library does what, and why it is here, is in docs/decisions/.
"""

LIBRARIES = {
    "lib/crypto-js.js": "crypto-js/crypto-js.js",
    "lib/jsencrypt.min.js": "jsencrypt/bin/jsencrypt.min.js",
    "lib/idb.js": "idb/build/index.js",
    "lib/socket.io.esm.min.js": "socket.io-client/dist/socket.io.esm.min.js",
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

# The bare names that zxcvbn's modules, and the modules that load them and qr's, import.
BARE_NAMES = {
    "qr": "lib/qr/index.js",
    "qr/decode.js": "lib/qr/decode.js",
    "@zxcvbn-ts/core": "lib/zxcvbn/core/index.mjs",
    "@zxcvbn-ts/language-common": "lib/zxcvbn/common/index.mjs",
    "@zxcvbn-ts/language-en": "lib/zxcvbn/en/index.mjs",
    "@zxcvbn-ts/dictionary-compression/decompress": "lib/zxcvbn/decompress.mjs",
    "fastest-levenshtein": "lib/fastest-levenshtein.js",
}
