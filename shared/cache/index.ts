export { pingRedis, type RedisAddress, type RedisPing } from './ping-redis.ts'
