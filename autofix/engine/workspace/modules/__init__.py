"""How the files of a repository find each other: imports, exports, aliases and manifests."""
