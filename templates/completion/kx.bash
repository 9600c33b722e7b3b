# bash completion for kx: source <(kx completion bash)

_kx() {
  local line=${COMP_LINE:0:COMP_POINT} words=() word prefix value then= last=$COMP_CWORD index
  # Bash takes --scope=Na and spec.x:str apart at = and :. Put together again what no blank separates.
  for ((index = 0; index <= last; index++)); do
    word=${COMP_WORDS[index]}
    if [[ -z ${words+x} || $line == [[:blank:]]* ]]; then
      line=${line#"${line%%[![:blank:]]*}"}
      words+=('')
    fi
    if ((index == last)); then word=$line; fi
    words[${#words[@]} - 1]+=$word
    line=${line#"$word"}
  done
  words=("${words[@]//[\"\'\\]/}")
  word=${words[${#words[@]} - 1]}
  # What Readline replaces is $2 alone, the end of the word.
  prefix=${word%"${2//[\"\'\\]/}"}
  unset "words[${#words[@]} - 1]"
  COMPREPLY=()
  while IFS=$'\t' read -r value _; do
    case $value in
      :*) then=$value ;;
      *) COMPREPLY+=("${value#"$prefix"}") ;;
    esac
  done < <(command kx complete -- "${words[@]:1}" ".$word" 2>/dev/null)
  case $then in
    :files) compopt -o default ;;
    :directories) compopt -o dirnames ;;
    :nospace) compopt -o nospace ;;
  esac 2>/dev/null
}

complete -F _kx kx
