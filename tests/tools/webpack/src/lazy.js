export default "loaded later"
