module.exports = function (source) { return source.replace(/"(.*)"/, (all, text) => JSON.stringify(text.toUpperCase())) }
