export let a = 1, b = 2; export let x = {}
