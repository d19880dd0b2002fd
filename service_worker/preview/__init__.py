"""The shim of preview pages below `<base>preview/PORT/`, run before their first script: main lists its parts, urls has the
two forms of an address. guard/ protects Terrarium's own data."""
