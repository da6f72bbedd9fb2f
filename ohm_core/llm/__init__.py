"""The one door to language models. It knows no project and no tool: messages in, pieces of an answer out."""
