export default "loud"
