# The things to do, for people; each is one command that also works without make.
.DEFAULT_GOAL := help
# what a build says goes through grep, and its failure must not end there
SHELL := bash
.SHELLFLAGS := -o pipefail -c
.PHONY: help dev check full crash bench-drain bench-analytics bench-lists bench-native format openapi openapi-lint native image

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: ## Starts the service with live reload and a PostgreSQL of its own, on port 8080
	./mvnw quarkus:dev

check: ## Builds, checks the format and runs the tests: what a change must pass
	./mvnw verify

full: ## Runs only the tests that need more than a JDK (@Tag("full"))
	./mvnw verify -Pfull

crash: ## Kills, freezes and crashes replicas and their PostgreSQL while 20,000 messages go out; takes six minutes
	./mvnw verify -Pcrash -Dearshot.crash.form=full

bench-drain: ## Drains queues beside loops of plain SQL, and prints figures for docs/performance.md; needs pgbench
	./mvnw verify -Pbench -Dit.test=DrainBench | grep -E 'bench-drain:|ERROR|Tests run'

bench-analytics: ## Asks for the analytics of ten million records and of one, and prints figures for docs/performance.md
	./mvnw verify -Pbench -Dit.test='AnalyticsBench,CreateBench' | grep -E 'bench-analytics:|ERROR|Tests run'

bench-lists: ## Turns to near and far pages of a million pieces of feedback, and takes all of it along; prints figures
	./mvnw verify -Pbench -Dit.test=ListBench | grep -E 'bench-lists:|ERROR|Tests run'

bench-native: ## Compares the native executable with the JVM, without and with an AOT cache; needs a JDK 25 as JAVA_HOME, GRAALVM_HOME and h2load
	./mvnw package -Dnative -DskipTests
	./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar -Dquarkus.package.output-directory=aot
	./mvnw verify -Pbench -Dit.test=NativeBench | grep -E 'bench-native:|ERROR|Tests run'

format: ## Formats the Java code
	./mvnw -q spotless:apply

openapi: ## Writes docs/openapi.yaml anew, from the code
	./mvnw -q package -DskipTests
	cp target/openapi/openapi.yaml docs/openapi.yaml

openapi-lint: ## Holds docs/openapi.yaml to the rules of two linters; needs Node and npm
	.ci/openapi-lint

native: ## Builds a native executable; needs GraalVM or Mandrel
	./mvnw package -Dnative -DskipTests

image: native ## Builds both container images and runs them hardened; as root on Debian, whose tools it installs
	./mvnw package -DskipTests
	.ci/image
