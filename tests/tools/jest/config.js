module.exports = { name: "real" }
