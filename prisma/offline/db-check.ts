// schema.prisma must equal the replayed migrations: exit 2 on drift
import { diffMigrations } from './with-database.ts'

const { status } = await diffMigrations(['--exit-code'], 'inherit')
process.exit(status ?? 1)
