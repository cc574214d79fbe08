/// The script for bash, from 3.2 on.
///
/// bash shows descriptions only where they cannot get into the line: in a list of several. Where
/// what was typed is a name and the candidates are codes, an entry that begins differently keeps
/// readline from putting the codes' common beginning in its place.
enum BashScript {
  static let text = #"""
    # bash completion for merchant; written by 'merchant completion bash'
    _merchant() {
      local program=${COMP_WORDS[0]} typed=$2 answer directive value detail i
      local values=() details=() widest=0 isOther=
      COMPREPLY=()
      type -P "$program" >/dev/null 2>&1 || program=merchant
      answer=$(command "$program" __complete --shell bash --cword "$COMP_CWORD" --line="$COMP_LINE" \
        --point "$COMP_POINT" -- "${COMP_WORDS[@]}" 2>/dev/null) || return 0
      directive=${answer##*:}
      case $directive in '' | *[!0-9]*) return 0 ;; esac
      answer=${answer%:*}
      ((directive & 1)) && return 0

      while IFS=$'\t' read -r value detail; do
        [[ -n $value ]] || continue
        values+=("$value")
        details+=("$detail")
      done <<<"$answer"

      # Files: bash offers them by itself where there is no other candidate.
      ((directive & 4)) && compopt +o default 2>/dev/null
      if ((directive & 8)); then
        compopt -o filenames 2>/dev/null
        while IFS= read -r value; do
          [[ -d $value ]] && COMPREPLY+=("$value")
          for i in "${values[@]}"; do
            [[ -f $value && $value == *."$i" ]] && COMPREPLY+=("$value")
          done
        done < <(compgen -f -- "$typed")
        return 0
      fi
      if ((directive & 16)); then
        compopt -o filenames 2>/dev/null
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -d -- "$typed")
        return 0
      fi

      ((${#values[@]})) || return 0
      ((directive & 2)) && compopt -o nospace 2>/dev/null
      ((directive & 32)) && compopt -o nosort 2>/dev/null
      COMPREPLY=("${values[@]}")
      ((${#values[@]} > 1)) || return 0

      case $typed in [:=]*) typed= ;; esac
      for value in "${values[@]}"; do
        [[ $value == "$typed"* ]] || isOther=1
        ((${#value} > widest)) && widest=${#value}
      done
      case $COMP_TYPE in
        63 | 33 | 64)
          for ((i = 0; i < ${#values[@]}; i++)); do
            [[ -n ${details[i]} ]] || continue
            printf -v 'COMPREPLY[i]' "%-${widest}s  (%s)" "${values[i]}" "${details[i]}"
          done
          ;;
      esac
      [[ -n $isOther && $COMP_TYPE != 37 ]] && COMPREPLY+=(' ')
      return 0
    }
    complete -o default -F _merchant merchant

    """#
}
